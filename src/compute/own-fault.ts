/**
 * What went wrong is the fault of the question, the model or the order: every backend would come to the
 * same, so it is told as it is, and the backend is kept.
 */
export interface OwnFault extends Error {
  readonly isOwnFault: true;
}

/** Something is asked that cannot be done, on whatever backend; the message is a sentence. */
export class RefusedError extends RangeError implements OwnFault {
  override name = 'RefusedError';
  readonly isOwnFault = true;
}

/** Whether no other backend would help. */
export function isOwnFault(error: unknown): error is OwnFault {
  return error instanceof Error && (error as Partial<OwnFault>).isOwnFault === true;
}
