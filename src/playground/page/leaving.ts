import type { Keeping } from '../store/lesson-state';
import type { PlaygroundStore } from '../store/playground';
import type { PlaygroundState } from '../store/state';

/**
 * Number of steps that are quickly repeated, and the longest time between two checkpoints in
 * milliseconds.
 */
const FEW_STEPS = 10;
const SOON = 10_000;

interface Kept {
  readonly kept: Keeping | null;
  readonly keepingProblem: string | null;
}

/**
 * Whether closing this tab would lose what was learned up to a step.
 * @param now on the clock of `performance.now()`, in milliseconds
 */
export function wouldBeLost({ kept, keepingProblem }: Kept, step: number, now: number): boolean {
  if (step <= (kept?.step ?? 0)) return false;
  if (keepingProblem !== null) return true;
  return kept === null ? step > FEW_STEPS : now - kept.at > SOON;
}

function lessonWouldBeLost({ lesson, teaching }: PlaygroundState): boolean {
  if (lesson === null || teaching.phase === 'failed') return false;
  return wouldBeLost(lesson, lesson.step, performance.now());
}

const reasons = new Set<() => boolean>();

/**
 * The browser asks before leaving the page while there is a reason.
 * @returns a function that removes the reason
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
