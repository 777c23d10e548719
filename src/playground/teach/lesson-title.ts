import { LESSONS } from '../../training/lessons';
import type { LessonId } from '../../training/lessons/ids';

/** The title of a lesson; for an unknown one of another version, its id. */
export function lessonTitle(id: string): string {
  return id in LESSONS ? LESSONS[id as LessonId].title : id;
}
