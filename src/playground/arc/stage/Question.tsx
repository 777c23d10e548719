import { canvasSide } from '../../../puzzles/arc/task';
import { OneOf } from '../../controls/OneOf';
import { EditorPanel, nameOfPlace } from '../editing/EditorPanel';
import { MOST_PAIRS } from '../editing/document';
import { placeOf, type Mode } from '../store/editor';
import { useArc, useArcStore } from '../useArc';
import { PairGrid } from './Demonstrations';
import { ModelAnswer } from './ModelAnswer';
import { OwnAnswer } from './OwnAnswer';

const MODES: Readonly<Record<Mode, string>> = {
  look: 'The model answers',
  answer: 'You answer',
  task: 'Edit the task',
};

/** The question: what the model makes of it, what one makes of it oneself, or the task on the bench. */
export function Question() {
  const mode = useArc((state) => state.mode);
  const test = useArc((state) => state.test);
  const { setMode } = useArcStore().getState();
  return (
    <section className="arc-question" aria-label={`Test ${test + 1}`}>
      <div className="row arc-question-head">
        <OneOf
          options={Object.keys(MODES) as Mode[]}
          value={mode}
          onChoose={setMode}
          as={(value) => ({ shown: MODES[value] })}
          label="What to do with the test"
        />
        <Tests />
      </div>
      {mode === 'look' && <ModelAnswer />}
      {mode === 'answer' && <OwnAnswer />}
      {mode === 'task' && <Bench />}
    </section>
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

/** Choosing a grid of the task, and drawing on it. */
function Bench() {
  const { test: tests } = useArc((state) => state.history.present.task);
  const test = useArc((state) => state.test);
  const side = useArc(({ history }) => canvasSide(history.present.task));
  const place = useArc(placeOf);
  const { addQuestion, removeQuestion, restoreTask, choosePlace } = useArcStore().getState();
  const question = tests[test]!;
  const output = { part: 'test', at: test, side: 'output' } as const;
  return (
    <>
      <p className="whisper">
        Choose a grid above or here and draw on it below. A model that learned the task answers an
        edited test by itself; for other demonstrations it must learn anew.
      </p>
      <div className="arc-pair bench">
        <PairGrid grid={question.input} place={{ ...output, side: 'input' }} side={side} />
        {question.output === null ? (
          <button type="button" className="button" onClick={() => choosePlace(output)}>
            Draw the right answer
          </button>
        ) : (
          <PairGrid grid={question.output} place={output} side={side} />
        )}
      </div>
      {place !== null && <h3 className="arc-drawn">{nameOfPlace(place)}</h3>}
      <EditorPanel />
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={tests.length >= MOST_PAIRS}
          onClick={addQuestion}
        >
          Add a test
        </button>
        <button
          type="button"
          className="button"
          disabled={tests.length < 2}
          onClick={() => removeQuestion(test)}
        >
          Remove this test
        </button>
        <button type="button" className="button" onClick={restoreTask}>
          Restore the task
        </button>
      </div>
    </>
  );
}
