/** A text that cannot be read as a puzzle; the message gives the fault and, if known, its place. */
export class PuzzleFormatError extends Error {
  override name = 'PuzzleFormatError';

  /**
   * @param line from 1; if it is known, the message already names it
   * @param column from 1, in characters
   */
  constructor(
    message: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(message);
  }
}
