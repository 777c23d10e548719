/** A text that cannot be read as a puzzle; the message says what is wrong and, if known, where. */
export class PuzzleFormatError extends Error {
  override name = 'PuzzleFormatError';

  /**
   * @param line from 1; where it is known, the message already names it
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
