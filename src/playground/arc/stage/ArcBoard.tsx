import { lazy } from 'react';
import { Lazily } from '../../panels/Lazily';
import { useArc } from '../useArc';
import { ModelAnswer } from './ModelAnswer';

const drawing = () => import('./drawing');
const Bench = lazy(async () => ({ default: (await drawing()).Bench }));
const OwnAnswer = lazy(async () => ({ default: (await drawing()).OwnAnswer }));

/** The question, and beside it the model's answer, the person's own, or the grid being edited. */
export function ArcBoard() {
  const mode = useArc((state) => state.mode);
  const test = useArc((state) => state.test);
  return (
    <section className="arc-question" aria-label={`Test ${test + 1}`}>
      {mode === 'look' && <ModelAnswer />}
      {mode !== 'look' && <Lazily>{mode === 'answer' ? <OwnAnswer /> : <Bench />}</Lazily>}
    </section>
  );
}
