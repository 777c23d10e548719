import { openLessonStore } from '../checkpoint/lesson-store';
import { loadSource } from '../checkpoint/load-source';
import { trains } from '../compute/training-ops';
import { chooseBackend } from '../reasoning/backends';
import type { LessonCommand } from './lesson-protocol';
import { Teacher } from './teacher';

/** The Web Worker of lessons: joins the teacher to the browser's GPU, storage and message port. */
const teacher = new Teacher(
  {
    loadModel: async (source) => (await loadSource(source)).model,
    openStore: () => openLessonStore(),
    async openBackend(wanted) {
      // `navigator.gpu` is missing in older browsers, whatever its type says.
      const gpu = navigator.gpu as GPU | undefined;
      const { backend, reason, available } = await chooseBackend(wanted, { gpu }, [
        'webgpu',
        'cpu',
      ]);
      if (!trains(backend)) throw new Error(`${backend.description} cannot train.`);
      const { kind, description } = backend;
      const fast = kind === 'webgpu' && !description.includes('(software)');
      return { backend, report: { kind, description, reason, available }, fast };
    },
  },
  (event) => postMessage(event),
);

addEventListener('message', (message: MessageEvent<LessonCommand>) => teacher.handle(message.data));
