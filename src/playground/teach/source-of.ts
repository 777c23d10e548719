import type { BlankChoice } from '../../training/lessons/blank';
import type { LessonId } from '../../training/lessons/ids';
import type { LessonSource, OwnPuzzle } from '../../worker/lesson-protocol';
import type { ModelSource } from '../../worker/protocol';

/** The source of a lesson; `null` while something is missing. */
export function sourceOf(
  id: LessonId,
  shipped: ModelSource,
  own: readonly OwnPuzzle[],
  blank: BlankChoice,
): LessonSource | null {
  switch (id) {
    case 'diagonal':
      return { id, model: shipped };
    case 'own':
      return own.length === 0 ? null : { id, model: shipped, puzzles: own };
    default:
      return { id, blank };
  }
}
