import { measureWork } from '../bench/measure';
import { measurePeaks, rooflineShare } from '../bench/peaks';
import type { Backend } from '../compute/backend';
import type { HrmModel } from '../hrm/parameters';
import { tableText } from './table-text';
import { UsageError } from './usage-error';

interface KernelOptions {
  readonly batch: number;
  readonly train?: boolean;
  readonly json?: boolean;
}

/**
 * Prints every distinct kernel of a segment, or of a training step, with its cost and time.
 * @throws UsageError if the backend does not give its kernels
 */
export async function benchKernels(
  backend: Backend,
  model: HrmModel,
  { batch, train = false, json = false }: KernelOptions,
): Promise<void> {
  if (backend.kind === 'onnx') {
    throw new UsageError('--kernels: ONNX Runtime runs one graph, whose nodes cannot be timed.');
  }
  const peaks = await measurePeaks(backend);
  const of = train ? 'training step' : 'segment';
  const work = await measureWork(backend, model, { of, batch });
  if (json) console.log(JSON.stringify({ backend: backend.description, peaks, ...work }));
  else {
    const whole = work.kernelMs === null ? '' : `, ${fixed(work.kernelMs)} ms its kernels`;
    console.log(
      `${backend.description}: ${fixed(work.ms)} ms a ${of} at batch ${batch}${whole}; ` +
        `${work.dispatches} calls, ${fixed(work.flops / 1e9)} GFLOP, ${fixed(work.bytes / 1e6)} MB`,
    );
    const [product, sum] = [fixed(peaks.gflopPerSecond), fixed(peaks.gbPerSecond)];
    console.log(`One large product: ${product} GFLOP/s. One large sum: ${sum} GB/s.`);
    if (!peaks.byClock) console.log('The device has no clock: kernels are not timed.');
    const rows = work.kernels.map((kernel) => [
      `${kernel.count}×`,
      kernel.name,
      fixed(kernel.flops / 1e6),
      fixed(kernel.bytes / 1e6),
      fixed(kernel.ms),
      fixed(kernel.gflopPerSecond),
      fixed(kernel.gbPerSecond),
      percent(rooflineShare(kernel, peaks)),
      percent(kernel.share),
    ]);
    const head = ['', 'kernel', 'MFLOP', 'MB', 'ms', 'GFLOP/s', 'GB/s', 'of peak', 'of all'];
    console.log(tableText(head, rows, ['right', 'left']));
  }
  backend.dispose();
}

function fixed(value: number | null): string {
  if (value === null) return '–';
  return value.toFixed(value >= 100 ? 0 : value >= 1 ? 2 : 3);
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(0)} %`;
}
