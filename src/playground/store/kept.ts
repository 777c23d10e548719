import type { LessonSummary } from '../../checkpoint/lesson-store';
import type { SliceCreator } from './state';

/** Lessons this browser keeps, the one taught last first. */
export interface KeptSlice {
  readonly keptLessons: readonly LessonSummary[];
  keptLessonsAre(lessons: readonly LessonSummary[]): void;
}

export const createKept: SliceCreator<KeptSlice> = (set) => ({
  keptLessons: [],
  keptLessonsAre: (keptLessons) => set({ keptLessons }),
});
