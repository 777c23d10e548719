import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { create } from 'zustand';
import { Miniature } from '../chains/Miniature';
import { useTask } from '../chains/useTask';
import { OneOf } from '../controls/OneOf';
import { haltProbability } from '../store/halting';
import { solvedAt } from '../store/selectors';
import { extentNow, traceOf } from '../store/thought';
import { useNow } from '../teach/useNow';
import { clock } from '../teach/words';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { UndoButtons } from '../worlds/UndoButtons';
import { useParts } from '../worlds/useParts';
import {
  elapsed,
  opponentAt,
  PACES,
  redoAnswer,
  startOver,
  undoAnswer,
  type Answer,
  type Opponent,
  type Pace,
  type RaceStore,
} from './race';
import { opponentWords, result } from './words';
import '../styles/race.css';

/** The model's part, for any puzzle. */
const useChoice = create<{ readonly pace: Pace; readonly shown: boolean }>(() => ({
  pace: 30,
  shown: false,
}));

interface Props {
  readonly race: RaceStore;
  readonly blank: Answer;
  /** The text before the first change, and the progress after it. */
  readonly invitation: string;
  readonly progress: string;
  readonly board: ReactNode;
  /** The controls for answering, below the board. */
  readonly tools?: ReactNode;
}

/** The person's board in place of the model's, with both clocks below. */
export function RaceStage({ race, blank, invitation, progress, board, tools }: Props) {
  const { setRacing } = usePlaygroundStore().getState();
  const { history, startedAt, finishedAt } = useStore(race);
  const running = startedAt !== null && finishedAt === null;
  const now = useNow(running);
  const time = elapsed({ history, startedAt, finishedAt }, now);
  const { opponent, since } = useOpponent(time);
  const words =
    startedAt === null
      ? invitation
      : finishedAt === null
        ? progress
        : result(finishedAt - startedAt, opponent, since);
  return (
    <>
      <div className="status">
        <p role="status" className="verdict">
          {words}
        </p>
      </div>
      <section className="stage" aria-label="Your answer">
        {board}
        <div className="board-foot race-foot">
          {tools}
          <div className="row">
            <UndoButtons
              canUndo={history.past.length > 0}
              canRedo={history.future.length > 0}
              undo={() => undoAnswer(race)}
              redo={() => redoAnswer(race)}
              clear={() => startOver(race, blank)}
              clearing="Start over"
              canClear={startedAt !== null}
            />
          </div>
        </div>
      </section>
      <section className="transport race-bar" aria-label="You and the model">
        <p className="race-side you">
          <b>You</b>
          <span role="timer" aria-label="Your clock">
            {clock(time)}
          </span>
        </p>
        <Model {...{ opponent, time }} started={startedAt !== null} />
        <button type="button" className="button" onClick={() => setRacing(false)}>
          Leave
        </button>
      </section>
    </>
  );
}

/** The model's state after this time in milliseconds, and the segment from which it is right. */
function useOpponent(time: number): { opponent: Opponent; since: number | null } {
  const parts = useParts();
  const pace = useChoice((choice) => choice.pace);
  const reached = usePlayground((state) => extentNow(state).reached);
  const end = usePlayground((state) => extentNow(state).end);
  const since = usePlayground((state) => solvedAt(state, parts));
  const extent = { wish: null, reached, end, done: reached === end };
  return { opponent: opponentAt(time, pace, extent, since), since };
}

interface ModelProps {
  readonly opponent: Opponent;
  readonly time: number;
  readonly started: boolean;
}

function Model({ opponent, time, started }: ModelProps) {
  const { pace, shown } = useChoice();
  const frame = usePlayground((state) => traceOf(state)?.frames[opponent.segment - 1] ?? null);
  const sure = frame === null ? null : haltProbability(frame);
  return (
    <>
      <div className="race-side model">
        <p>
          <b>The model</b> <span role="status">{opponentWords(opponent, time, sure, started)}</span>
        </p>
        <div className="row">
          <OneOf
            options={PACES}
            value={pace}
            onChoose={(chosen) => useChoice.setState({ pace: chosen })}
            as={(seconds) => ({ shown: `${seconds} s`, label: `${seconds} seconds a segment` })}
            label="Pace of the model"
          />
          <span className="whisper">a segment</span>
          <button
            type="button"
            className="button"
            aria-pressed={shown}
            onClick={() => useChoice.setState({ shown: !shown })}
          >
            Its thought
          </button>
        </div>
      </div>
      {shown && <Thought segment={opponent.segment} />}
    </>
  );
}

/** The model's answer at its segment, as a small picture. */
function Thought({ segment }: { readonly segment: number }) {
  const task = useTask();
  const tokens = usePlayground((state) => traceOf(state)?.frames[segment - 1]?.tokens);
  const none = useMemo(() => [], []);
  return (
    <div className="race-thought">
      <Miniature
        task={task}
        tokens={tokens ?? task.input}
        changed={none}
        differing={none}
        label={segment === 0 ? 'The model has not answered yet' : 'What the model would answer'}
      />
    </div>
  );
}
