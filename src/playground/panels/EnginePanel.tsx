import { BACKEND_KINDS, type BackendKind } from '../../compute/backend';
import { dynamicsOf } from '../compare/words';
import { OneOf } from '../controls/OneOf';
import type { PlaygroundState } from '../store/state';
import { usePlayground } from '../usePlayground';
import { Knobs } from './Knobs';
import { ModelPicker } from './ModelPicker';

const LABEL: Readonly<Record<BackendKind, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'TypeScript',
  onnx: 'ONNX Runtime',
};

/** Median wall-clock time of the segments thought here, or `null` before the first. */
function medianTime(state: PlaygroundState): number | null {
  const times = (state.live?.frames ?? [])
    .map(({ milliseconds }) => milliseconds)
    .sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? null;
}

/** The backend, the reason for it, and its speed. */
export function EnginePanel() {
  const engine = usePlayground((state) => state.engine);
  const report = usePlayground((state) => state.report);
  const setBackend = usePlayground((state) => state.setBackend);
  const retry = usePlayground((state) => state.retry);
  const time = usePlayground(medianTime);
  const config = usePlayground((state) => state.config);
  const showsModels = usePlayground(({ hidden }) => !hidden.has('models'));
  return (
    <section className="panel" aria-label="Engine">
      {showsModels && <ModelPicker />}
      <OneOf
        options={BACKEND_KINDS}
        value={report?.kind ?? null}
        onChoose={setBackend}
        as={(kind) => {
          const missing = report?.available[kind] ?? null;
          // A failed backend may be tried again; a missing one may not.
          const disabled = missing !== null && report?.better !== kind;
          return { shown: LABEL[kind], disabled, title: missing ?? undefined };
        }}
        label="Backend"
      />
      <p className="whisper">
        {report?.description}
        {time !== null && ` · ${time < 10 ? time.toFixed(1) : Math.round(time)} ms a segment`}
        {time === null &&
          engine.phase === 'ready' &&
          engine.segmentTime !== null &&
          ` · about ${(engine.segmentTime / 1000).toFixed(1)} s a segment`}
        {engine.phase === 'ready' &&
          ` · ${(engine.parameters / 1e6).toFixed(2)} million parameters · ${engine.dispatches} kernels a segment`}
        {config !== null && dynamicsOf(config).map((each) => ` · ${each}`)}
      </p>
      {report?.reason != null && (
        <p className="whisper">
          <span>{report.reason}</span>{' '}
          {report.better !== null && (
            <button type="button" className="quiet" onClick={retry}>
              Try {LABEL[report.better]} again
            </button>
          )}
        </p>
      )}
      <Knobs />
    </section>
  );
}
