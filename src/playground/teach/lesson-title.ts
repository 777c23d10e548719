import { LESSONS, type LessonId } from '../../training/lessons';

/** The title of a lesson; one that another version of the page began has at least its id. */
export function lessonTitle(id: string): string {
  return id in LESSONS ? LESSONS[id as LessonId].title : id;
}
