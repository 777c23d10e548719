import type { Helper, HelperReply, Helpers } from '../reasoning/rows/protocol';
import type { Role } from './worker';

/** Usual machines have no more fast cores than this. */
const MOST_THREADS = 4;
const ROLE: Role = 'hrm-rows';

/** Helper workers for a worker of the page; none if a worker cannot start workers. */
export function rowHelpers(): Helpers | null {
  const threads = Math.min(navigator.hardwareConcurrency, MOST_THREADS);
  if (typeof Worker !== 'function' || !(threads > 1)) return null;
  return { threads, start };
}

function start(): Helper {
  // All workers have one file. Naming it here would make the bundler build it inside itself.
  const worker = new Worker(location.href.replace(/#.*|$/, `#${ROLE}`), {
    type: 'module',
    name: ROLE,
  });
  return {
    send: (command) => worker.postMessage(command),
    listen(hear, died) {
      worker.addEventListener('message', ({ data }: MessageEvent<HelperReply>) => hear(data));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        died(event.message || 'its script did not load');
      });
    },
    end: () => worker.terminate(),
  };
}
