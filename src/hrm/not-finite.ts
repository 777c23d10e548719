import type { OwnFault } from '../compute/own-fault';

/**
 * Numbers of a thought are no longer finite: the weights make them overflow, or are not finite
 * themselves. It is the model's fault, the same on every backend.
 */
export class NotFiniteError extends Error implements OwnFault {
  override name = 'NotFiniteError';
  readonly isOwnFault = true;
}

/** @throws NotFiniteError unless every number is finite */
export function checkFinite(what: string, ...numbers: readonly Float32Array[]): void {
  if (numbers.every((array) => array.every(Number.isFinite))) return;
  throw new NotFiniteError(
    `The model’s numbers overflow: ${what} of this segment is not finite. Its weights are damaged, or too large for 32 bits.`,
  );
}
