import { hostRows } from '../reasoning/rows/host';
import type { HelperCommand, HelperReply } from '../reasoning/rows/protocol';

/** The Web Worker that computes some rows of a batch for another worker. */
export function serve(): (command: HelperCommand) => void {
  return hostRows((reply) => postMessage(reply, { transfer: arraysOf(reply) }));
}

/** They are fresh copies, so they may be transferred. */
function arraysOf(reply: HelperReply): ArrayBuffer[] {
  if (reply.type !== 'done') return [];
  return Object.values(reply.carry ?? {}).flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : [],
  );
}
