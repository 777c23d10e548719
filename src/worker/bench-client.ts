import type { BenchCommand, BenchEvent } from './bench-protocol';
import { launch } from './launch';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type BenchClient = WorkerClient<BenchCommand, BenchEvent>;

/**
 * Measures in its own worker, so that the page stays responsive; to stop a measurement, the worker
 * is ended.
 */
export function createBenchClient(): BenchClient {
  return workerOnDemand(
    () => launch('hrm-bench'),
    (why) => ({ type: 'not-measured', why: `The worker stopped: ${why}.` }),
  );
}
