import { openLessonStore } from '../checkpoint/lesson-store';
import { loadSource } from '../checkpoint/load-source';
import type { ArcCommand } from './arc-protocol';
import { ArcTeacher } from './arc-teacher';
import { lockLesson } from './lesson-lock';
import { trainingLadder } from './training-backend';

/** The Web Worker that learns ARC tasks: joins the teacher to the browser's GPU, storage and
 * message port. */
export function serve(): (command: ArcCommand) => void {
  const teacher = new ArcTeacher(
    {
      loadModel: async (source, onProgress) => (await loadSource(source, { onProgress })).model,
      ladder: trainingLadder(),
      openStore: () => openLessonStore(),
      lock: lockLesson,
    },
    (event) => postMessage(event),
  );
  return (command) => teacher.handle(command);
}
