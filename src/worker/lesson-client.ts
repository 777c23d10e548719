import { launch } from './launch';
import type { LessonCommand, LessonEvent } from './lesson-protocol';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type LessonClient = WorkerClient<LessonCommand, LessonEvent>;

/** Teaches in its own Web Worker. If the worker dies, the page gets a failed lesson. */
export function createLessonClient(): LessonClient {
  return workerOnDemand(
    () => launch('hrm-lesson'),
    (why) => ({ type: 'lesson-failed', message: `The lesson stopped: ${why}.` }),
  );
}
