import type { Backend } from '../compute/backend';

/** Whether the failure just seen is the device's end, which is told apart a moment later. */
export function isLost(backend: Backend): Promise<boolean> {
  const notLost = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 100));
  return Promise.race([backend.lost.then(() => true), notLost]);
}
