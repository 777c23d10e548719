import type { ArcCommand, ArcEvent } from './arc-protocol';

/** The page's end of the ARC worker. */
export interface ArcClient {
  send(command: ArcCommand): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: ArcEvent) => void): () => void;
  dispose(): void;
}

/**
 * Learns tasks in a Web Worker of its own, which starts with the first command. A worker that dies
 * is told as a model that could not be opened, and the next command, an `open`, starts another.
 */
export function createArcClient(): ArcClient {
  const listeners = new Set<(event: ArcEvent) => void>();
  const publish = (event: ArcEvent) => {
    for (const listener of listeners) listener(event);
  };
  let worker: Worker | null = null;
  const stop = () => {
    worker?.terminate();
    worker = null;
  };
  const start = () => {
    const started = new Worker(new URL('./arc-worker.ts', import.meta.url), {
      type: 'module',
      name: 'hrm-arc',
    });
    started.addEventListener('message', (message: MessageEvent<ArcEvent>) => publish(message.data));
    started.addEventListener('error', (error) => {
      stop();
      const why = error.message || 'its script did not load';
      const message = `Learning stopped: ${why}.`;
      publish({ type: 'arc-failed', during: 'open', run: null, message });
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
