/** A tab older than the server's present version asks for scripts that are gone. */
const NOT_LOADED =
  'its script did not load, perhaps because there is a newer version, or because something blocks it: reload the page';

/** Whether an error means that code was not loaded; each browser has its own words. */
export function isMissing({ message }: { readonly message: string }): boolean {
  return /dynamically imported module|importing a module script|error loading/i.test(message);
}

/** The page's end of a worker: it sends commands and receives events. */
export interface WorkerClient<Command, Event> {
  send(command: Command): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: Event) => void): () => void;
  dispose(): void;
}

/**
 * A worker that starts with the first command, so it costs nothing if it is not needed. If it dies,
 * an event reports it, and the next command starts another.
 * @param launch makes the worker
 * @param died makes the event that reports its end, from the reason in words
 */
export function workerOnDemand<Command, Event>(
  launch: () => Worker,
  died: (why: string) => Event,
): WorkerClient<Command, Event> {
  const listeners = new Set<(event: Event) => void>();
  const publish = (event: Event) => {
    for (const listener of listeners) listener(event);
  };
  let worker: Worker | null = null;
  const stop = () => {
    worker?.terminate();
    worker = null;
  };
  const start = () => {
    const started = launch();
    started.addEventListener('message', (message: MessageEvent<Event>) => publish(message.data));
    started.addEventListener('error', (error) => {
      stop();
      // A missing script gives no message.
      publish(died(!error.message || isMissing(error) ? NOT_LOADED : error.message));
    });
    return started;
  };
  return {
    send(command) {
      try {
        worker ??= start();
      } catch {
        // A frame's sandbox may forbid them. It is reported like any other end.
        queueMicrotask(() => publish(died('this page may not start workers here')));
        return;
      }
      worker.postMessage(command);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: stop,
  };
}
