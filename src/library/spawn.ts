import { messageOf } from '../compute/message-of';
import type { Reply, Request } from './protocol';

/** A worker, for the library. */
export interface Spawned {
  send(request: Request): void;
  end(): void;
}

/**
 * In a build the worker is beside this module. The address is in a variable so that our own bundler
 * ignores it; `build/library.ts` then inserts it where it is used, so that other bundlers find it.
 */
const WORKER = './worker.js';

/**
 * Starts the worker of a model.
 * @param hear gets every reply, @param died gets the reason if the worker ends by itself
 */
export async function spawn(
  hear: (reply: Reply) => void,
  died: (why: string) => void,
): Promise<Spawned> {
  const address = new URL(WORKER, import.meta.url);
  if (typeof Worker === 'function') return spawnWebWorker(address, hear, died);
  const { Worker: Thread } = await import('node:worker_threads');
  const thread = new Thread(address);
  // A model that was not closed does not keep a program alive.
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
  // A worker may not start from another site's script, but a script of this page may import it.
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
