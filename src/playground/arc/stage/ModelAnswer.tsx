import { canvasSide } from '../../../puzzles/arc/task';
import { puzzleOf } from '../../store/puzzle';
import { frameShown, segmentOf } from '../../store/selectors';
import { extentNow, traceOf } from '../../store/thought';
import { usePlayground } from '../../usePlayground';
import { CanvasGrid } from '../grids/CanvasGrid';
import { Sized } from '../grids/Sized';
import { viewOfCanvas } from '../grids/canvas';
import { reportOnArc } from '../report';
import { hasAnswered, isBusy, knownAs, runShown, sideTooBig } from '../store/learning-state';
import { useArc, useArcStore } from '../useArc';
import { Arrow, PairGrid } from './Demonstrations';

const NO_FRAMES = [] as const;
const NONE: readonly number[] = [];

/** The question and the model's answer to it, growing segment by segment. */
export function ModelAnswer() {
  const test = useArc((state) => state.test);
  const input = useArc(({ history }) => history.present.task.test[test]!.input);
  const side = useArc(({ history }) => canvasSide(history.present.task));
  const frames = usePlayground((state) => traceOf(state)?.frames ?? NO_FRAMES);
  const segment = usePlayground(segmentOf);
  const wrong = useWrongCells();
  const size = frames.length > 0 ? viewOfCanvas(frames, frames.length) : input;
  const answered = frames.length > 0 && segment > 0;
  return (
    <div className="arc-pair large">
      <PairGrid grid={input} place={{ part: 'test', at: test, side: 'input' }} side={side} />
      <Arrow />
      <div className="arc-room">
        <Sized grid={size} side={Math.max(side, size.height, size.width)}>
          {answered ? (
            <CanvasGrid frames={frames} segment={segment} wrong={wrong} />
          ) : (
            <Unanswered height={size.height} width={size.width} />
          )}
          {!answered && <LearnHere />}
        </Sized>
      </div>
    </div>
  );
}

/** In place of the answer: a button that lets the model learn the task. */
function LearnHere() {
  const run = useArc(runShown);
  const ready = useArc((state) => state.model.phase === 'ready' && sideTooBig(state) === null);
  const busy = useArc(isBusy);
  const known = useArc((state) => knownAs(state) !== null);
  const { learn } = useArcStore().getState();
  if (run !== null || !ready || busy || known) return null;
  return (
    <button type="button" className="button primary arc-here" onClick={learn}>
      Learn this task
    </button>
  );
}

function Unanswered({ height, width }: { readonly height: number; readonly width: number }) {
  return (
    <svg
      className="arc-grid"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label="No answer yet"
    >
      <rect className="arc-paper" width={width} height={height} />
      <text className="arc-mark" x={width / 2} y={height / 2} dy="0.35em">
        ?
      </text>
    </svg>
  );
}

/** Whether the right answer may be shown: it was requested, or the model has answered. */
export function useMaySee(): boolean {
  const asked = useArc((state) => state.revealed || hasAnswered(state));
  const done = usePlayground(
    (state) =>
      state.question.identifier !== null && traceOf(state) !== null && extentNow(state).done,
  );
  return asked || done;
}

/** Wrong cells of the visible answer, when the right answer may be shown. */
function useWrongCells(): readonly number[] {
  const frame = usePlayground(frameShown);
  const puzzle = usePlayground(puzzleOf);
  const board = usePlayground((state) => state.board);
  const seen = useMaySee();
  if (!seen || frame === null) return NONE;
  return reportOnArc(frame, puzzle, board).differing ?? NONE;
}
