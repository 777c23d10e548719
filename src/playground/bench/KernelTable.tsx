import type { KernelFigures } from '../../bench/kernels';
import { rooflineShare, type Peaks } from '../../bench/peaks';
import { figure, percent } from './report';

/** The measurements of each kernel. */
export function KernelTable({
  kernels,
  peaks,
}: {
  readonly kernels: readonly KernelFigures[];
  /** `null` if they were not measured. */
  readonly peaks: Peaks | null;
}) {
  return (
    <div className="bench-scroll" tabIndex={0} role="region" aria-label="Kernels">
      <table className="bench-table">
        <thead>
          <tr>
            <th scope="col">Kernel</th>
            <th scope="col">Times</th>
            <th scope="col">MFLOP</th>
            <th scope="col">MB</th>
            <th scope="col">ms</th>
            <th scope="col">GFLOP/s</th>
            <th scope="col">GB/s</th>
            {peaks !== null && <th scope="col">Of the roof</th>}
            <th scope="col">Of all</th>
          </tr>
        </thead>
        <tbody>
          {kernels.map((kernel) => (
            <tr key={kernel.name}>
              <th scope="row">{kernel.name}</th>
              <td>{kernel.count}</td>
              <td>{figure(kernel.flops / 1e6)}</td>
              <td>{figure(kernel.bytes / 1e6)}</td>
              <td>{figure(kernel.ms)}</td>
              <td>{figure(kernel.gflopPerSecond)}</td>
              <td>{figure(kernel.gbPerSecond)}</td>
              {peaks !== null && <td>{percent(rooflineShare(kernel, peaks))}</td>}
              <td>{percent(kernel.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
