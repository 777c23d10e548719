import type { ExperimentCommand, ExperimentEvent } from './experiment-protocol';
import { launch } from './launch';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type ExperimentClient = WorkerClient<ExperimentCommand, ExperimentEvent>;

/** Experiments in a Web Worker of their own. A worker that dies is told as a failed experiment. */
export function createExperimentClient(): ExperimentClient {
  return workerOnDemand(
    () => launch('hrm-experiment'),
    (why) => ({ type: 'experiment-failed', message: `The experiment stopped: ${why}.` }),
  );
}
