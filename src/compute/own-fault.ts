/**
 * An error that the input, the model or the request causes. Every backend would fail in the same
 * way, so the error is reported unchanged and the backend is kept.
 */
export interface OwnFault extends Error {
  readonly isOwnFault: true;
}

/** A request that no backend can fulfil; the message is a sentence. */
export class RefusedError extends RangeError implements OwnFault {
  override name = 'RefusedError';
  readonly isOwnFault = true;
}

/** Whether another backend would fail too. */
export function isOwnFault(error: unknown): error is OwnFault {
  return error instanceof Error && (error as Partial<OwnFault>).isOwnFault === true;
}
