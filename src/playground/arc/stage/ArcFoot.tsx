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

/** Under the question: who answers it, which one it is, how far learning is; and what shows the rule. */
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

/** How far learning is, where one need not look for it. */
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

/** Of a rule of the project's own there are questions without end. */
function Another() {
  const endless = useArc(canAskAnother);
  const answered = useArc(hasAnswered);
  const knows = usePlayground((state) => identifierNow(state) !== null);
  const { askAnother } = useArcStore().getState();
  if (!endless) return null;
  return (
    <button type="button" className="button" disabled={!answered && !knows} onClick={askAnother}>
      Another question
    </button>
  );
}

/** Which question, where a task has several. */
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
