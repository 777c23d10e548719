import { findViolations } from '../../puzzles/sudoku/rules';
import { geometryOf, givensOf } from '../store/puzzle';
import { frameShown, report, solvedAt } from '../store/selectors';
import type { PlaygroundState } from '../store/state';
import { extentNow, isRecorded } from '../store/thought';
import { usePlayground } from '../usePlayground';

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What stands on the board, in one sentence. */
function sentence(state: PlaygroundState): string {
  const givens = givensOf(state);
  const geometry = geometryOf(state);
  if (findViolations(givens, geometry).length > 0)
    return 'The givens break a rule; nothing to think about.';
  const { end, reached, wish } = extentNow(state);
  const { segment } = state.playback;
  const frame = frameShown(state);
  if (frame === null) {
    return reached === 0 ? 'Waiting for the first segment…' : 'The puzzle, before any thought.';
  }
  const { solved, broken, right } = report(frame, givens, geometry);
  const blanks = givens.filter((digit) => digit === 0).length;
  const at = segment === 1 ? 'After 1 segment' : `After ${segment} segments`;
  const since = solvedAt(state);
  if (solved && since !== null && segment >= since) {
    const halts = state.halting && wish !== null && segment === end ? ' and halted by itself' : '';
    return `Solved in ${plural(since, 'segment', 'segments')}${halts}.`;
  }
  if (broken.size > 0) {
    const breaks = broken.size === 1 ? 'breaks' : 'break';
    return `${at}: ${plural(broken.size, 'cell', 'cells')} ${breaks} a rule.`;
  }
  if (solved) return `${at}: solved.`;
  if (right !== null) return `${at}: ${right} of ${blanks} cells right.`;
  return `${at}: no rule broken.`;
}

/** Loading, failure, and the state of the thought. */
export function Status() {
  const engine = usePlayground((state) => state.engine);
  const retry = usePlayground((state) => state.retry);
  // While a model learns, an older thought shows only until the new weights have caught up with it.
  const recorded = usePlayground((state) => isRecorded(state) && state.lesson === null);
  const computing = usePlayground((state) => state.computing);
  const text = usePlayground(sentence);
  return (
    <div className="status">
      <p role="status" className="verdict">
        {text}
      </p>
      {engine.phase === 'failed' ? (
        <p className="problem" role="alert">
          {engine.message}{' '}
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        </p>
      ) : (
        <p className="whisper">
          {engine.phase === 'loading' && <Loading loaded={engine.loaded} total={engine.total} />}
          {engine.phase === 'preparing' && 'Preparing the engine…'}
          {engine.phase === 'ready' && (computing ? 'thinking…' : 'live')}
          {recorded && ' · recorded earlier'}
        </p>
      )}
    </div>
  );
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

function Loading({ loaded, total }: { readonly loaded: number; readonly total: number }) {
  const text =
    total > 0
      ? `Loading the model: ${megabytes(loaded)} of ${megabytes(total)} MB`
      : `Loading the model: ${megabytes(loaded)} MB`;
  return (
    <>
      <progress aria-label="Loading the model" max={Math.max(total, 1)} value={loaded} /> {text}
    </>
  );
}
