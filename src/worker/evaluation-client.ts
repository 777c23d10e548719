import type { EvaluationCommand, EvaluationEvent } from './evaluation-protocol';
import { launch } from './launch';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type EvaluationClient = WorkerClient<EvaluationCommand, EvaluationEvent>;

/** Measures in its own Web Worker. If the worker dies, the page gets the end of evaluation `-1`. */
export function createEvaluationClient(): EvaluationClient {
  return workerOnDemand(
    () => launch('hrm-evaluation'),
    (why) => ({
      type: 'evaluation-ended',
      evaluation: WORKER_DIED,
      message: `Measuring stopped: ${why}.`,
    }),
  );
}

/** The number in that event, because it ends every evaluation of the worker. */
export const WORKER_DIED = -1;
