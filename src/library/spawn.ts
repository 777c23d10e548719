import { messageOf } from '../compute/message-of';
import type { Reply, Request } from './protocol';

/** A worker as the library sees it. */
export interface Spawned {
  send(request: Request): void;
  end(): void;
}

/**
 * Beside this module in a build. It stands in a variable so that our own bundler leaves it alone;
 * `build/library.ts` then puts it where it is used, for the bundlers of others to find.
 */
const WORKER = './worker.js';

/**
 * Starts the worker of a model.
 * @param hear is told every reply, @param died why it came to an end by itself
 */
export async function spawn(
  hear: (reply: Reply) => void,
  died: (why: string) => void,
): Promise<Spawned> {
  const address = new URL(WORKER, import.meta.url);
  if (typeof Worker === 'function') return spawnWebWorker(address, hear, died);
  const { Worker: Thread } = await import('node:worker_threads');
  const thread = new Thread(address);
  // Who has nothing else to do may leave: a model that was not closed keeps no program alive.
  thread.unref();
  thread.on('message', hear);
  thread.on('error', (error) => died(messageOf(error)));
  let waiting = 0;
  thread.on('message', ({ type }: Reply) => {
    if ((type === 'done' || type === 'failed') && --waiting === 0) thread.unref();
  });
  return {
    send(request) {
      if (request.type !== 'cancel' && waiting++ === 0) thread.ref();
      thread.postMessage(request);
    },
    end: () => void thread.terminate(),
  };
}

function spawnWebWorker(
  address: URL,
  hear: (reply: Reply) => void,
  died: (why: string) => void,
): Spawned {
  // A script of another site may not be a worker, but a script of this page may import it.
  const importer = address.origin === globalThis.location.origin ? null : importing(address);
  const options = { type: 'module', name: 'hrm' } as const;
  const worker =
    importer === null
      ? new Worker(new URL(WORKER, import.meta.url), options)
      : new Worker(importer, options);
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => hear(data));
  worker.addEventListener('error', ({ message }) => died(message || 'its script did not load'));
  return {
    send: (request) => worker.postMessage(request),
    end() {
      worker.terminate();
      if (importer !== null) URL.revokeObjectURL(importer);
    },
  };
}

function importing(address: URL): string {
  const script = `import ${JSON.stringify(address.href)};`;
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}
