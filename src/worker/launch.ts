import type { Role } from './worker';
import workerUrl from './worker?worker&url';

/** Starts a worker of the page. Its address shows its role to tools, and its name to itself. */
export function launch(role: Role): Worker {
  return new Worker(`${workerUrl}#${role}`, { type: 'module', name: role });
}
