/**
 * The file of all workers of the page, except the one that fetches from other sites. A worker's
 * name gives its role, and the code for that role is loaded then. So the workers share their common
 * code.
 */
const ROLES = {
  'hrm-engine': () => import('./engine-worker'),
  'hrm-lesson': () => import('./lesson-worker'),
  'hrm-arc': () => import('./arc-worker'),
  'hrm-experiment': () => import('./experiment-worker'),
  'hrm-evaluation': () => import('./evaluation-worker'),
  'hrm-bench': () => import('./bench-worker'),
  'hrm-rows': () => import('./rows-worker'),
} as const;

export type Role = keyof typeof ROLES;

/** Commands that came before the code was loaded. */
const early: unknown[] = [];
let handle = (command: unknown): void => void early.push(command);
addEventListener('message', ({ data }: MessageEvent<unknown>) => handle(data));

ROLES[self.name as Role]().then(({ serve }) => {
  handle = serve() as typeof handle;
  early.forEach((command) => handle(command));
  // It is reported to the page like any other error.
}, reportError);
