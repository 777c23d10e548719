import { canvasSide } from '../../../puzzles/arc/task';
import { EditorPanel } from '../editing/EditorPanel';
import { MOST_PAIRS, nameOfPlace } from '../editing/document';
import { placeOf } from '../store/editor';
import { useArc, useArcStore } from '../useArc';
import { PairGrid } from './Demonstrations';

/** Choosing a grid of the task, and drawing on it. */
export function Bench() {
  const { test: tests } = useArc((state) => state.history.present.task);
  const test = useArc((state) => state.test);
  const side = useArc(({ history }) => canvasSide(history.present.task));
  const place = useArc(placeOf);
  const { addQuestion, removeQuestion, restoreTask, choosePlace } = useArcStore().getState();
  const question = tests[test]!;
  const output = { part: 'test', at: test, side: 'output' } as const;
  return (
    <>
      <p className="whisper">Choose a grid, here or among the demonstrations, and draw on it.</p>
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
      {place !== null && <h2 className="arc-drawn">{nameOfPlace(place)}</h2>}
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
