import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../compute/message-of';
import type { Helper, HelperReply, Helpers } from '../reasoning/rows/protocol';
import { wholeNumber } from './options';

/** With more threads a batch of 64 rows gains little. */
const MOST_THREADS = 8;

/** The requested number of threads, or the number of cores. @throws UsageError */
export function threadCount(text: string | undefined): number {
  return text === undefined
    ? Math.min(availableParallelism(), MOST_THREADS)
    : wholeNumber('--threads', text, 1);
}

export const rowHelpers = (threads: number): Helpers => ({ threads, start });

function start(): Helper {
  const thread = new Worker(address());
  return {
    send: (command) => thread.postMessage(command),
    listen(hear, died) {
      thread.on('message', (reply: HelperReply) => hear(reply));
      thread.on('error', (error) => died(messageOf(error)));
      thread.on('exit', () => died('it came to an end'));
    },
    end: () => void thread.terminate(),
  };
}

/**
 * It is beside the built command line; when run from the sources, it is compiled like the command
 * line.
 */
function address(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./rows-thread.js', import.meta.url);
  const source = new URL('./rows-thread.ts', import.meta.url);
  const compiler = import.meta.resolve('tsx/esm/api');
  const script = `import { register } from '${compiler}'; register(); await import('${source}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}
