/** A checkpoint that cannot be used; the message is one sentence that names the file, tensor or field. */
export class CheckpointError extends Error {
  override name = 'CheckpointError';
}
