import type { BenchCommand, BenchEvent } from './bench-protocol';
import { launch } from './launch';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type BenchClient = WorkerClient<BenchCommand, BenchEvent>;

/** Measures in a worker of its own, so that the page stays at hand; to stop it is to end it. */
export function createBenchClient(): BenchClient {
  return workerOnDemand(
    () => launch('hrm-bench'),
    (why) => ({ type: 'not-measured', why: `The worker stopped: ${why}.` }),
  );
}
