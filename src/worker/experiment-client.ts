import type { ExperimentCommand, ExperimentEvent } from './experiment-protocol';
import { launch } from './launch';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type ExperimentClient = WorkerClient<ExperimentCommand, ExperimentEvent>;

/** Experiments in their own Web Worker. If the worker dies, the page gets a failed experiment. */
export function createExperimentClient(): ExperimentClient {
  return workerOnDemand(
    () => launch('hrm-experiment'),
    (why) => ({ type: 'experiment-failed', message: `The experiment stopped: ${why}.` }),
  );
}
