import { useCopy } from '../useCopy';
import { KernelTable } from './KernelTable';
import { Roofline } from './Roofline';
import { figure, type Report, type Result } from './report';

/** The measurements so far, also as JSON. */
export function Results({ report }: { readonly report: Report }) {
  const [copying, copy] = useCopy();
  const { devices, results } = report;
  if (results.length === 0) return null;
  const json = JSON.stringify(report);
  return (
    <section className="bench-part" aria-labelledby="bench-results">
      <h2 id="bench-results">Results</h2>
      {Object.entries(devices).map(([kind, { description, peaks }]) => (
        <p key={kind}>
          <b>{description}</b>: {figure(peaks.gflopPerSecond)} GFLOP/s in one large product,{' '}
          {figure(peaks.gbPerSecond)} GB/s in one large sum
          {peaks.byClock ? '.' : ', timed from outside: this device has no clock for kernels.'}
        </p>
      ))}
      <div className="row">
        <button type="button" className="button" onClick={() => void copy(json)}>
          {copying === 'copied' ? 'Copied' : 'Copy as JSON'}
        </button>
      </div>
      {results.map((result) => (
        <Line key={keyOf(result)} result={result} report={report} />
      ))}
      <details>
        <summary>The figures as JSON</summary>
        <textarea className="bench-json" readOnly rows={8} aria-label="JSON" value={json} />
      </details>
    </section>
  );
}

function keyOf({ backend, model, of, batch }: Result): string {
  return [backend, model, of, batch].join(' ');
}

function Line({ result, report }: { readonly result: Result; readonly report: Report }) {
  const { backend, model, of, batch, figures, why } = result;
  const title = `${model}, a ${of} of ${batch} on ${backend}`;
  const device = report.devices[backend];
  if (figures === null || device === undefined) {
    return (
      <p className="bench-line">
        {title}: {why}
      </p>
    );
  }
  const { ms, kernelMs, flops, dispatches, kernels } = figures;
  const rate = figure(flops / (1e6 * ms));
  return (
    <details className="bench-line">
      <summary>
        {title}: <b>{figure(ms)} ms</b>, {rate} GFLOP/s
      </summary>
      <p>
        {figure(flops / 1e9)} GFLOP in {dispatches} calls
        {kernelMs !== null && `; its kernels one by one take ${figure(kernelMs)} ms`}.
      </p>
      <Roofline kernels={kernels} peaks={device.peaks} />
      <KernelTable kernels={kernels} peaks={device.peaks} />
    </details>
  );
}
