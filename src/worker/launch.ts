import type { Role } from './worker';
import workerUrl from './worker?worker&url';

/** Starts a worker of the page; its address tells tools which it is, as its name tells itself. */
export function launch(role: Role): Worker {
  return new Worker(`${workerUrl}#${role}`, { type: 'module', name: role });
}
