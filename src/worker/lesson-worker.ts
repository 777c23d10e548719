import { openLessonStore } from '../checkpoint/lesson-store';
import { loadSource } from '../checkpoint/load-source';
import { lockLesson } from './lesson-lock';
import type { LessonCommand } from './lesson-protocol';
import { Teacher } from './teacher';
import { trainingLadder } from './training-backend';

/** The Web Worker of lessons: joins the teacher to the browser's GPU, storage and message port. */
export function serve(): (command: LessonCommand) => void {
  const teacher = new Teacher(
    {
      loadModel: async (source) => (await loadSource(source)).model,
      openStore: () => openLessonStore(),
      ladder: trainingLadder(),
      lock: lockLesson,
    },
    (event) => postMessage(event),
  );
  return (command) => teacher.handle(command);
}
