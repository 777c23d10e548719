import { large } from '../../teach/words';
import { useArc, useArcStore } from '../useArc';

/** The model that learns, its backend, and a way to open another one. */
export function ModelLine() {
  const model = useArc((state) => state.model);
  const { reopenModel } = useArcStore().getState();
  return (
    <div className="arc-model">
      {model.phase === 'none' && (
        <p className="whisper" role="status">
          This page has no ARC model of its own yet: tasks can be looked at, answered and edited,
          and a model of your own can be opened under Model.
        </p>
      )}
      {model.phase === 'loading' && (
        <p className="whisper" role="status">
          {model.share !== null && <progress aria-label={model.text} max={1} value={model.share} />}{' '}
          {model.text}
        </p>
      )}
      {model.phase === 'failed' && (
        <p className="problem" role="alert">
          <span>{model.message}</span>{' '}
          <button type="button" className="button" onClick={reopenModel}>
            Try again
          </button>
        </p>
      )}
      {model.phase === 'ready' && (
        <p className="whisper">
          {model.name}: {large(model.parameters)} parameters, trained on grids up to{' '}
          {model.canvases.own}×{model.canvases.own} · {model.backend.description}
          {model.backend.reason !== null && ` · ${model.backend.reason}`}
          {!model.fast && ' · Without a GPU, learning takes minutes.'}
        </p>
      )}
    </div>
  );
}
