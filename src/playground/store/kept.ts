import type { LessonSummary } from '../../checkpoint/lesson-store';
import { ARC_TASK } from '../../training/lessons/ids';
import type { SliceCreator } from './state';

/** What this browser keeps of learning on this page, the newest first. */
export interface KeptSlice {
  readonly keptLessons: readonly LessonSummary[];
  /** ARC tasks that were learned, or begun. */
  readonly keptTasks: readonly LessonSummary[];
  checkpointsAre(checkpoints: readonly LessonSummary[]): void;
}

export const createKept: SliceCreator<KeptSlice> = (set) => ({
  keptLessons: [],
  keptTasks: [],
  checkpointsAre: (checkpoints) =>
    set({
      keptLessons: checkpoints.filter(({ lesson }) => lesson !== ARC_TASK),
      keptTasks: checkpoints.filter(({ lesson }) => lesson === ARC_TASK),
    }),
});
