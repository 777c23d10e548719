import { useArc } from '../useArc';
import { Bench } from './Bench';
import { ModelAnswer } from './ModelAnswer';
import { OwnAnswer } from './OwnAnswer';

/** The question, and beside it the model's answer, one's own, or the grid of the task one draws on. */
export function ArcBoard() {
  const mode = useArc((state) => state.mode);
  const test = useArc((state) => state.test);
  return (
    <section className="arc-question" aria-label={`Test ${test + 1}`}>
      {mode === 'look' && <ModelAnswer />}
      {mode === 'answer' && <OwnAnswer />}
      {mode === 'task' && <Bench />}
    </section>
  );
}
