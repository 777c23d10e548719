import { parentPort } from 'node:worker_threads';
import { hostRows } from '../reasoning/rows/host';

/** The thread that computes some rows of a batch for the command line. */
parentPort!.on(
  'message',
  hostRows((reply) => parentPort!.postMessage(reply)),
);
