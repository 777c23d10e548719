import type { ArcCommand, ArcEvent } from './arc-protocol';
import { launch } from './launch';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type ArcClient = WorkerClient<ArcCommand, ArcEvent>;

/**
 * Learns tasks in its own Web Worker. If the worker dies, the page gets the event of a model that
 * could not be opened, and the next command is an `open`.
 */
export function createArcClient(): ArcClient {
  return workerOnDemand(
    () => launch('hrm-arc'),
    (why) => ({
      type: 'arc-failed',
      during: 'open',
      run: null,
      message: `Learning stopped: ${why}.`,
    }),
  );
}
