import type { Command, Event } from './protocol';

/** The page's end of the engine. */
export interface EngineClient {
  send(command: Command): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: Event) => void): () => void;
  dispose(): void;
}

/** Starts the engine in a Web Worker, so that the page never waits for arithmetic. */
export function createEngineClient(): EngineClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'hrm-engine',
  });
  const listeners = new Set<(event: Event) => void>();
  const publish = (event: Event) => {
    for (const listener of listeners) listener(event);
  };
  worker.addEventListener('message', (message: MessageEvent<Event>) => publish(message.data));
  worker.addEventListener('error', (error) =>
    publish({
      type: 'failed',
      during: 'open',
      message: `The engine could not start: ${error.message || 'its script did not load'}.`,
    }),
  );
  return {
    send: (command) => worker.postMessage(command),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => worker.terminate(),
  };
}
