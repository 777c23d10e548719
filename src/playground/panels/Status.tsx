import { plural } from '../../puzzles/plural';
import { activeLesson } from '../store/active-lesson';
import { puzzleOf } from '../store/puzzle';
import { frameShown, solvedAt } from '../store/selectors';
import type { PlaygroundState } from '../store/state';
import { extentNow, isRecorded } from '../store/thought';
import { usePlayground } from '../usePlayground';
import type { WorldParts } from '../worlds/page-world';
import { useParts } from '../worlds/useParts';

/** What stands on the board, in one sentence. */
function sentence(state: PlaygroundState, parts: WorldParts): string {
  const { board } = state;
  const puzzle = puzzleOf(state);
  const objection = board.world.objection(puzzle, board);
  if (objection !== null) return objection;
  const { end, reached, wish } = extentNow(state);
  const { segment } = state.playback;
  const frame = frameShown(state);
  if (frame === null) {
    return reached === 0 ? 'Waiting for the first segment…' : 'The puzzle, before any thought.';
  }
  const report = parts.report(frame, puzzle, board);
  const since = solvedAt(state, parts);
  if (report.solved && since !== null && segment >= since) {
    const halts = state.halting && wish !== null && segment === end ? ' and halted by itself' : '';
    const praise = parts.praise === undefined ? '' : `: ${parts.praise(report)}`;
    return `Solved in ${plural(since, 'segment')}${halts}${praise}.`;
  }
  return `After ${plural(segment, 'segment')}: ${parts.describe(report, puzzle, board)}.`;
}

/** Loading, failure, and the state of the thought. */
export function Status() {
  const engine = usePlayground((state) => state.engine);
  const retry = usePlayground((state) => state.retry);
  // While a model learns, an older thought shows only until the new weights have caught up with it.
  const recorded = usePlayground((state) => isRecorded(state) && activeLesson(state) === null);
  const computing = usePlayground((state) => state.computing);
  const parts = useParts();
  const text = usePlayground((state) => sentence(state, parts));
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
