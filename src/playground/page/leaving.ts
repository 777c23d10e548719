import type { PlaygroundStore } from '../store/playground';
import type { PlaygroundState } from '../store/state';

/** Steps that are made again in a moment, and so are nothing to ask about. */
const FEW_STEPS = 50;

/** Whether the end of this tab would cost a lesson what it has learned. */
export function lessonWouldBeLost({ lesson, teaching }: PlaygroundState): boolean {
  if (lesson === null || teaching.phase === 'failed') return false;
  const kept = lesson.kept?.step ?? 0;
  return lesson.step > 0 && (lesson.keepingProblem !== null || lesson.step - kept > FEW_STEPS);
}

const reasons = new Set<() => boolean>();

/**
 * The browser asks before the page is left while there is a reason to stay.
 * @returns what takes the reason away
 */
export function askBeforeLeaving(reason: () => boolean): () => void {
  reasons.add(reason);
  return () => reasons.delete(reason);
}

/** Begins to ask; see `askBeforeLeaving`. */
export function guardLeaving(store: PlaygroundStore): void {
  askBeforeLeaving(() => lessonWouldBeLost(store.getState()));
  addEventListener('beforeunload', (event) => {
    if ([...reasons].some((reason) => reason())) event.preventDefault();
  });
}
