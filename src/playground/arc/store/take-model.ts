import type { HrmModel } from '../../../hrm/parameters';
import type { ArcStore } from './arc';

/**
 * The present model of the run: its moving average, with a row of embeddings for each view, the
 * plain one first.
 * @throws Error, one sentence, if the worker cannot send it or the run ends before
 */
export function takeModel(store: ArcStore): Promise<HrmModel> {
  const { run, take } = store.getState();
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      unsubscribe();
      settle();
    };
    const unsubscribe = store.subscribe(({ run: now }) => {
      if (now === null || now.number !== run?.number || now.phase === 'failed') {
        return end(() => reject(new Error('What was learned is no longer there.')));
      }
      const { taken } = now;
      if (taken === null || taken === run.taken) return;
      end(() => ('model' in taken ? resolve(taken.model) : reject(new Error(taken.problem))));
    });
    take();
  });
}
