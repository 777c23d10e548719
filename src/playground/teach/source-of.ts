import type { Architecture } from '../../hrm/config';
import type { LessonId } from '../../training/lessons';
import type { LessonSource, OwnPuzzle } from '../../worker/lesson-protocol';
import type { ModelSource } from '../../worker/protocol';

/** What a lesson is taught from; `null` while something is missing. */
export function sourceOf(
  id: LessonId,
  shipped: ModelSource,
  own: readonly OwnPuzzle[],
  arch: Architecture = 'hrm',
): LessonSource | null {
  switch (id) {
    case 'diagonal':
      return { id, model: shipped };
    case 'own':
      return own.length === 0 ? null : { id, model: shipped, puzzles: own };
    default:
      return { id, arch };
  }
}
