import type { ExperimentCommand, ExperimentEvent } from './experiment-protocol';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type ExperimentClient = WorkerClient<ExperimentCommand, ExperimentEvent>;

/** Experiments in a Web Worker of their own. A worker that dies is told as a failed experiment. */
export function createExperimentClient(): ExperimentClient {
  return workerOnDemand(
    () =>
      new Worker(new URL('./experiment-worker.ts', import.meta.url), {
        type: 'module',
        name: 'hrm-experiment',
      }),
    (why) => ({ type: 'experiment-failed', message: `The experiment stopped: ${why}.` }),
  );
}
