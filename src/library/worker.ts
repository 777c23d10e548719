import { Host } from './host';
import type { Reply, Request } from './protocol';

/** The worker of one model: a Web Worker in a browser, a worker thread in Node. */
interface Port {
  postMessage(message: Reply): void;
  hear(listener: (request: Request) => void): void;
}

async function openPort(): Promise<Port> {
  if (typeof addEventListener === 'function' && typeof postMessage === 'function') {
    return {
      postMessage: (message) => postMessage(message),
      hear: (listener) =>
        addEventListener('message', (event: MessageEvent<Request>) => listener(event.data)),
    };
  }
  const { parentPort } = await import('node:worker_threads');
  return {
    postMessage: (message) => parentPort!.postMessage(message),
    hear: (listener) => parentPort!.on('message', listener),
  };
}

const port = await openPort();
const host = new Host({}, (reply) => port.postMessage(reply));
port.hear((request) => void host.handle(request));
