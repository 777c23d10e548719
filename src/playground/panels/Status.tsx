import { useState } from 'react';
import { plural } from '../../puzzles/plural';
import { cameWithPage } from '../store/active-lesson';
import { cutOffAt } from '../store/cut';
import { puzzleOf } from '../store/puzzle';
import { frameShown, solvedAt } from '../store/selectors';
import type { PlaygroundState } from '../store/state';
import { extentNow, traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import type { Grid, WorldParts } from '../worlds/page-world';
import { useParts } from '../worlds/useParts';

/** Where the limit cut a thought off, to compare with a longer thought. */
interface Cut {
  readonly puzzle: Grid;
  readonly segment: number;
}

/** The state of the board, in one sentence. */
export function sentence(
  state: PlaygroundState,
  parts: WorldParts,
  before: Cut | null = null,
): string {
  const { board } = state;
  const puzzle = puzzleOf(state);
  const objection = board.world.objection(puzzle, board);
  if (objection !== null) return objection;
  const { end, reached, wish } = extentNow(state);
  const { segment } = state.playback;
  const frame = frameShown(state);
  if (frame === null) {
    if (reached > 0) return 'The puzzle, before any thought.';
    return state.question.why ?? 'Waiting for the first segment…';
  }
  const report = parts.report(frame, puzzle, board);
  const note = state.question.note === null ? '' : `, ${state.question.note}`;
  const since = solvedAt(state, parts);
  const earlier = before?.puzzle === puzzle ? before.segment : null;
  if (report.solved && since !== null && segment >= since) {
    const halted = state.halting && wish !== null && segment === end;
    const halts = halted ? ` and halted by itself${since < end ? ` after ${end}` : ''}` : '';
    const praise = parts.praise === undefined ? '' : `: ${parts.praise(report)}`;
    const more =
      earlier !== null && earlier < since
        ? ` ${since - earlier} more than when it was cut off made the difference.`
        : '';
    return `Solved in ${plural(since, 'segment')}${note}${halts}${praise}.${more}`;
  }
  const after = `After ${plural(segment, 'segment')}${note}: ${parts.describe(report, puzzle, board)}.`;
  if (cutOffAt(state, parts) === null) return after;
  const right = lastRight(state, parts);
  if (right !== null) {
    const lost = parts.describe(report, puzzle, board);
    return `Right after ${plural(right, 'segment')}${note}, but it thought on: after ${segment}, ${lost}.`;
  }
  // It would have halted before, so nothing was cut off.
  if (wish !== null && wish <= segment) return after;
  const whole = wish === null ? '' : ` of ${wish}`;
  const unit = wish === null && segment === 1 ? 'segment' : 'segments';
  // Fewer after more segments: more thinking has helped.
  const then = earlier === null || earlier >= segment ? undefined : frameAt(state, earlier);
  const reportThen = then === undefined ? null : parts.report(then, puzzle, board);
  const was =
    reportThen !== null && reportThen.wrong > report.wrong
      ? ` After ${plural(earlier!, 'segment')}: ${parts.describe(reportThen, puzzle, board)}.`
      : '';
  return `Cut off after ${segment}${whole} ${unit}${note}: ${parts.describe(report, puzzle, board, true)}.${was}`;
}

/** The last counted segment after which the board was right; `null` if it never was. */
function lastRight(state: PlaygroundState, parts: WorldParts): number | null {
  const frames = traceOf(state)?.frames.slice(0, extentNow(state).reached) ?? [];
  const puzzle = puzzleOf(state);
  const at = frames.findLastIndex((frame) => parts.report(frame, puzzle, state.board).solved);
  return at < 0 ? null : at + 1;
}

const frameAt = (state: PlaygroundState, segment: number) => traceOf(state)?.frames[segment - 1];

/** Loading, failure, and the state of the thought. */
export function Status() {
  const engine = usePlayground((state) => state.engine);
  const retry = usePlayground((state) => state.retry);
  const recorded = usePlayground(cameWithPage);
  const parts = useParts();
  const puzzle = usePlayground(puzzleOf);
  const cut = usePlayground((state) => cutOffAt(state, parts));
  // The cut before the present one, to describe the difference.
  const [cuts, setCuts] = useState<readonly Cut[]>([]);
  if (cut !== null && (cuts[0]?.segment !== cut || cuts[0].puzzle !== puzzle)) {
    setCuts([{ puzzle, segment: cut }, ...cuts].slice(0, 2));
  }
  const before = (cut === null ? cuts[0] : cuts[1]) ?? null;
  const text = usePlayground((state) => sentence(state, parts, before));
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
          {engine.phase === 'ready' && <AtWork time={engine.segmentTime} />}
          {recorded && ' · recorded earlier'}
        </p>
      )}
    </div>
  );
}

/** Whether it thinks; in a long segment also the progress and a button to stop. */
function AtWork({ time }: { readonly time: number | null }) {
  const computing = usePlayground((state) => state.computing);
  const part = usePlayground((state) => state.part);
  const stopped = usePlayground((state) => state.stopped);
  const reached = usePlayground(({ live }) => live?.frames.length ?? 0);
  const isDone = usePlayground(({ limit }) => reached >= limit);
  const setStopped = usePlayground((state) => state.setStopped);
  if (stopped && !isDone) {
    return (
      <>
        {time !== null && `A segment takes about ${seconds(time)} here. `}
        <button type="button" className="quiet" onClick={() => setStopped(false)}>
          {reached === 0 ? 'Think' : 'Think on'}
        </button>
      </>
    );
  }
  if (!computing) return 'live';
  if (time === null || time < LONG) return 'thinking…';
  return (
    <>
      thinking… {part !== null && `segment ${part.segment}, ${Math.round(100 * part.share)} % `}
      <button type="button" className="quiet" onClick={() => setStopped(true)}>
        Stop
      </button>
    </>
  );
}

/** Milliseconds above which a segment can be stopped. */
const LONG = 1000;

const seconds = (milliseconds: number) =>
  milliseconds < 90_000
    ? `${Math.max(1, Math.round(milliseconds / 1000))} s`
    : `${Math.round(milliseconds / 60_000)} minutes`;

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
