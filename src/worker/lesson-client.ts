import { launch } from './launch';
import type { LessonCommand, LessonEvent } from './lesson-protocol';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type LessonClient = WorkerClient<LessonCommand, LessonEvent>;

/** Teaches in a Web Worker of its own. A worker that dies is told as a failed lesson. */
export function createLessonClient(): LessonClient {
  return workerOnDemand(
    () => launch('hrm-lesson'),
    (why) => ({ type: 'lesson-failed', message: `The lesson stopped: ${why}.` }),
  );
}
