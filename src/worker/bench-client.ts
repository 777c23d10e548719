import type { BenchCommand, BenchEvent } from './bench-protocol';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type BenchClient = WorkerClient<BenchCommand, BenchEvent>;

/** Measures in a worker of its own, so that the page stays at hand; to stop it is to end it. */
export function createBenchClient(): BenchClient {
  return workerOnDemand(
    () =>
      new Worker(new URL('./bench-worker.ts', import.meta.url), {
        type: 'module',
        name: 'hrm-bench',
      }),
    (why) => ({ type: 'not-measured', why: `The worker stopped: ${why}.` }),
  );
}
