import { lazy } from 'react';
import { OneOf, type Option } from '../../controls/OneOf';
import { Lazily } from '../../panels/Lazily';
import { identifierNow } from '../../store/question';
import { usePlayground } from '../../usePlayground';
import type { Mode } from '../store/editor';
import { hasAnswered, isBusy, runShown } from '../store/learning-state';
import { canAskAnother } from '../store/library';
import { useArc, useArcStore } from '../useArc';
import { Demonstrations } from './Demonstrations';

const Progress = lazy(async () => ({ default: (await import('../beside')).Progress }));

const MODES: Readonly<Record<Mode, Option>> = {
  look: { shown: 'The model answers' },
  answer: { shown: 'You answer' },
  task: { shown: 'Edit', label: 'Edit the task' },
};

/**
 * Below the question: who answers it, its number, the progress of learning, and the demonstrations.
 */
export function ArcFoot() {
  const mode = useArc((state) => state.mode);
  const { setMode } = useArcStore().getState();
  return (
    <>
      <div className="board-foot arc-foot">
        <OneOf
          options={Object.keys(MODES) as Mode[]}
          value={mode}
          onChoose={setMode}
          as={(value) => MODES[value]}
          label="What to do with the test"
        />
        <Tests />
        <Another />
        <Learning />
      </div>
      <Demonstrations />
    </>
  );
}

/** The progress of learning in a visible place. */
function Learning() {
  const run = useArc(runShown);
  const busy = useArc(isBusy);
  if (run === null || run.known || !busy) return null;
  return (
    <Lazily>
      <Progress run={run} />
    </Lazily>
  );
}

/** A rule of the project's own has endless questions. */
function Another() {
  const endless = useArc(canAskAnother);
  const answered = useArc(hasAnswered);
  const knows = usePlayground((state) => identifierNow(state) !== null);
  const { askAnother } = useArcStore().getState();
  if (!endless) return null;
  return (
    <button
      type="button"
      className="button"
      disabled={!answered && !knows}
      onClick={() => void askAnother()}
    >
      Another question
    </button>
  );
}

/** The choice of the question, if a task has several. */
function Tests() {
  const count = useArc(({ history }) => history.present.task.test.length);
  const test = useArc((state) => state.test);
  const { chooseTest } = useArcStore().getState();
  if (count < 2) return null;
  return (
    <OneOf
      options={Array.from({ length: count }, (_, at) => at)}
      value={test}
      onChoose={chooseTest}
      as={(at) => ({ shown: `Test ${at + 1}` })}
      label="Test"
    />
  );
}
