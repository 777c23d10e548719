import { scheduleOf } from '../../hrm/schedule';
import type { PlaygroundStore } from '../store/playground';
import type { PlaygroundState } from '../store/state';
import { termOf, type Part } from './terms';

/** The part of the page that a term or a step of the figure points at. */
function partLit(state: Pick<PlaygroundState, 'term' | 'stepPointed' | 'config'>): Part | null {
  const { term, stepPointed, config } = state;
  const named = termOf(term);
  if (named !== null) return named.part;
  if (stepPointed === null || config === null) return null;
  const step = scheduleOf(config)[stepPointed];
  return step === undefined ? 'grid' : `z_${step.state}`;
}

/** Marks every element of the lit part with `data-lit`. Returns a function that unsubscribes. */
export function followLight(store: PlaygroundStore): () => void {
  let lit: Part | null = null;
  const mark = (on: boolean) => {
    if (lit === null) return;
    for (const element of document.querySelectorAll(`[data-part='${lit}']`)) {
      element.toggleAttribute('data-lit', on);
    }
  };
  const follow = () => {
    const part = partLit(store.getState());
    if (part === lit) return;
    mark(false);
    lit = part;
    mark(true);
  };
  const unsubscribe = store.subscribe(follow);
  return () => {
    unsubscribe();
    mark(false);
  };
}
