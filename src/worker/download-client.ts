import type { DownloadCommand, DownloadEvent } from './download-protocol';
import { workerOnDemand, type WorkerClient } from './worker-client';

export type DownloadClient = WorkerClient<DownloadCommand, DownloadEvent>;

/** Fetches models from other sites in its own worker, which starts when a person has agreed. */
export function createDownloadClient(): DownloadClient {
  return workerOnDemand(
    () =>
      new Worker(new URL('./download-worker.ts', import.meta.url), {
        type: 'module',
        name: 'hrm-download',
      }),
    (why) => ({ type: 'download-failed', message: `Fetching stopped: ${why}.` }),
  );
}
