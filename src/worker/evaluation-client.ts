import type { EvaluationCommand, EvaluationEvent } from './evaluation-protocol';
import { launch } from './launch';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type EvaluationClient = WorkerClient<EvaluationCommand, EvaluationEvent>;

/** Measures in a Web Worker of its own. A worker that dies is told as the end of evaluation `-1`. */
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

/** In place of a number where the worker itself came to an end, with whatever it was about. */
export const WORKER_DIED = -1;
