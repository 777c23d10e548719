import { hostRows } from './host';
import type { Helper, HelperCommand, HelperReply, Helpers } from './protocol';

/** A fault of the helpers: at the n-th command of a kind. */
export interface Fault {
  readonly at: HelperCommand['type'];
  readonly time: number;
  readonly how: 'fails' | 'dies';
}

/** Helpers in this thread; messages are copied as between threads. */
export function helpersOf(threads: number, fault?: Fault) {
  const alive = new Set<Helper>();
  const sent: HelperCommand['type'][] = [];
  const start = (): Helper => {
    let hear: (reply: HelperReply) => void = () => undefined;
    let died: (why: string) => void = () => undefined;
    const obey = hostRows((reply) => hear(structuredClone(reply)));
    const helper: Helper = {
      send(command) {
        sent.push(command.type);
        const isTime =
          fault?.at === command.type &&
          sent.filter((type) => type === command.type).length === fault.time;
        if (!isTime) obey(structuredClone(command));
        else if (fault.how === 'dies') queueMicrotask(() => died('struck by a test'));
        // The rows of nobody.
        else obey({ type: 'begin', tokens: new Uint32Array(1), identifiers: new Uint32Array(1) });
      },
      listen(onReply, onDeath) {
        hear = onReply;
        died = onDeath;
      },
      end: () => void alive.delete(helper),
    };
    alive.add(helper);
    return helper;
  };
  const helpers: Helpers = { threads, start };
  return { helpers, alive, sent };
}
