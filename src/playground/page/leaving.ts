import type { Keeping } from '../store/lesson-state';
import type { PlaygroundStore } from '../store/playground';
import type { PlaygroundState } from '../store/state';

/** Steps that are made again in a moment, and so are nothing to ask about. */
const FEW_STEPS = { lesson: 50, task: 10 };

interface Kept {
  readonly kept: Keeping | null;
  readonly keepingProblem: string | null;
}

/** Whether the end of this tab would cost what was learned up to a step. */
export function wouldBeLost(
  { kept, keepingProblem }: Kept,
  step: number,
  what: keyof typeof FEW_STEPS,
): boolean {
  return step > 0 && (keepingProblem !== null || step - (kept?.step ?? 0) > FEW_STEPS[what]);
}

export function lessonWouldBeLost({ lesson, teaching }: PlaygroundState): boolean {
  if (lesson === null || teaching.phase === 'failed') return false;
  return wouldBeLost(lesson, lesson.step, 'lesson');
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
