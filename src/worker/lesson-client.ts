import type { LessonCommand, LessonEvent } from './lesson-protocol';

/** The page's end of the lesson worker. */
export interface LessonClient {
  send(command: LessonCommand): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: LessonEvent) => void): () => void;
  dispose(): void;
}

/**
 * Teaches in a Web Worker of its own, which starts with the first command: who never teaches never
 * pays for it. A worker that dies is told as a failed lesson, and the next command starts another.
 */
export function createLessonClient(): LessonClient {
  const listeners = new Set<(event: LessonEvent) => void>();
  const publish = (event: LessonEvent) => {
    for (const listener of listeners) listener(event);
  };
  let worker: Worker | null = null;
  const stop = () => {
    worker?.terminate();
    worker = null;
  };
  const start = () => {
    const started = new Worker(new URL('./lesson-worker.ts', import.meta.url), {
      type: 'module',
      name: 'hrm-lesson',
    });
    started.addEventListener('message', (message: MessageEvent<LessonEvent>) =>
      publish(message.data),
    );
    started.addEventListener('error', (error) => {
      stop();
      const why = error.message || 'its script did not load';
      publish({ type: 'lesson-failed', message: `The lesson stopped: ${why}.` });
    });
    return started;
  };
  return {
    send(command) {
      worker ??= start();
      worker.postMessage(command);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: stop,
  };
}
