import { launch } from './launch';
import type { Command, Event } from './protocol';
import { workerOnDemand, type WorkerClient } from './worker-client';

/** The page's end of the engine. */
export type EngineClient = WorkerClient<Command, Event>;

/** The engine in a Web Worker, so that the page never waits for arithmetic. */
export function createEngineClient(): EngineClient {
  return workerOnDemand(
    () => launch('hrm-engine'),
    (why) => ({ type: 'failed', during: 'open', message: `The engine stopped: ${why}.` }),
  );
}
