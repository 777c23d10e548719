import { plainMessage } from '../hrm/plain-message';

/** A checkpoint that cannot be used; the message is one sentence that names the file, tensor or field. */
export class CheckpointError extends Error {
  override name = 'CheckpointError';

  constructor(message: string, options?: ErrorOptions) {
    super(plainMessage(message), options);
  }
}
