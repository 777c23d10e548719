import { decodeArc } from '../../../puzzles/arc/codec';
import { canvasSide } from '../../../puzzles/arc/task';
import { haltProbability } from '../../store/halting';
import { TimelineView } from '../../timeline/TimelineView';
import { differingCells } from '../editing/grid-edits';
import { CanvasGrid } from '../grids/CanvasGrid';
import { GridView } from '../grids/GridView';
import { Sized } from '../grids/Sized';
import { rightFrom, viewOfCanvas } from '../grids/canvas';
import { Progress } from '../learn/LearnPanel';
import { hasAnswered, isBusy, knownAs, runShown, sideTooBig } from '../store/learning-state';
import { canAskAnother } from '../store/library';
import { extentNow, framesOf } from '../store/look';
import { useArc, useArcStore } from '../useArc';
import { Arrow, PairGrid } from './Demonstrations';
import { compare, sentence } from './words';

/** The question and the model's answer to it, growing segment by segment. */
export function ModelAnswer() {
  const test = useArc((state) => state.test);
  const input = useArc(({ history }) => history.present.task.test[test]!.input);
  const side = useArc(({ history }) => canvasSide(history.present.task));
  const frames = useArc(framesOf);
  const segment = useArc(({ playback }) => playback.segment);
  const text = useArc(sentence);
  const wrong = useWrongCells();
  const size = frames.length > 0 ? viewOfCanvas(frames, frames.length) : input;
  return (
    <>
      <p className="verdict arc-sentence" role="status">
        {text}
      </p>
      <LearnHere />
      <div className="arc-pair large">
        <PairGrid grid={input} place={{ part: 'test', at: test, side: 'input' }} side={side} />
        <Arrow />
        <div className="arc-room">
          <Sized grid={size} side={Math.max(side, size.height, size.width)}>
            {frames.length > 0 && segment > 0 ? (
              <CanvasGrid frames={frames} segment={segment} wrong={wrong} />
            ) : (
              <Unanswered height={size.height} width={size.width} />
            )}
          </Sized>
        </div>
      </div>
      <Truth side={side} />
      <Another />
      {frames.length > 0 && <Segments />}
    </>
  );
}

/** On a narrow page the panel of learning is far below; here is its button, and how far it is. */
function LearnHere() {
  const run = useArc(runShown);
  const ready = useArc((state) => state.model.phase === 'ready' && sideTooBig(state) === null);
  const busy = useArc(isBusy);
  const known = useArc((state) => knownAs(state) !== null);
  const { learn, recall } = useArcStore().getState();
  if (run === null ? !ready || busy : run.known) return null;
  return (
    <div className="arc-here">
      {run === null ? (
        <button type="button" className="button primary" onClick={known ? recall : learn}>
          {known ? 'Ask the model' : 'Learn this task'}
        </button>
      ) : (
        busy && <Progress run={run} />
      )}
    </div>
  );
}

/** Of a rule of the project's own there are questions without end. */
function Another() {
  const endless = useArc(canAskAnother);
  const asked = useArc(hasAnswered);
  const { askAnother } = useArcStore().getState();
  if (!endless || !asked) return null;
  return (
    <button type="button" className="button" onClick={askAnother}>
      Another question
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

/** Cells of the answer on show that are wrong, once the right answer may be seen. */
function useWrongCells(): readonly number[] {
  const frame = useArc((state) => framesOf(state)[state.playback.segment - 1]);
  const output = useArc(({ history, test }) => history.present.task.test[test]!.output);
  const seen = useArc((state) => state.revealed || hasAnswered(state));
  if (!seen || output === null || frame === undefined) return [];
  const answer = decodeArc(frame.tokens);
  return (answer && differingCells(answer, output)) ?? [];
}

/** The right answer, if it is known: hidden until it is asked for or the model has answered. */
function Truth({ side }: { readonly side: number }) {
  const output = useArc(({ history, test }) => history.present.task.test[test]!.output);
  const seen = useArc((state) => state.revealed || hasAnswered(state));
  const frames = useArc(framesOf);
  const frame = useArc((state) => framesOf(state)[state.playback.segment - 1]);
  const { reveal } = useArcStore().getState();
  if (output === null) return <p className="whisper">The right answer is not known.</p>;
  if (!seen) {
    return (
      <button type="button" className="button" onClick={reveal}>
        Show the right answer
      </button>
    );
  }
  const answer = frame === undefined ? null : decodeArc(frame.tokens);
  const from = rightFrom(frames, output);
  return (
    <div className="arc-pair large">
      <p className="whisper arc-truth">
        The right answer{answer !== null && <b>{compare(answer, output)}</b>}
        {from !== null && ` So it is from segment ${from} on.`}
      </p>
      <span className="arc-arrow" />
      <div className="arc-room">
        <Sized grid={output} side={side}>
          <GridView grid={output} label="The right answer" />
        </Sized>
      </div>
    </div>
  );
}

/** The segments of the thought, to play and to go through. */
function Segments() {
  const frames = useArc(framesOf);
  const { playing, segment } = useArc((state) => state.playback);
  const end = useArc((state) => extentNow(state).end);
  const wish = useArc((state) => extentNow(state).wish);
  const { play, pause, seek } = useArcStore().getState();
  const frame = frames[segment - 1];
  return (
    <>
      <TimelineView
        {...{ frames, end, wish, segment }}
        most={frames.length}
        limit={frames.length}
        reached={end}
        onSeek={seek}
      />
      <div className="row">
        <button type="button" className="button" onClick={playing ? pause : play}>
          {playing ? 'Pause' : 'Play the thought'}
        </button>
        <p className="whisper steady">
          {frame === undefined
            ? 'Press play, or drag along the line.'
            : `${Math.round(100 * haltProbability(frame))} % sure that the grid is right`}
        </p>
      </div>
    </>
  );
}
