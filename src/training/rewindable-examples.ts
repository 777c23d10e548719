import type { Examples } from './device-dataset';

interface Row {
  readonly tokens: Uint32Array;
  readonly labels: Uint32Array;
  readonly identifier: number;
}

/**
 * Examples that are dealt once more from a mark on, in the same order: what was taught since, and lost
 * with a device, is taught again as it was.
 */
export class RewindableExamples implements Examples {
  /** Those dealt since the mark. */
  #rows: Row[] = [];
  /** Which of them comes next; their number where a new one does. */
  #at = 0;

  /** @param cells S */
  constructor(
    private readonly source: Examples,
    private readonly cells: number,
  ) {}

  next(tokens: Uint32Array, labels: Uint32Array, at: number, step: number): number {
    const known = this.#rows[this.#at++];
    if (known !== undefined) {
      tokens.set(known.tokens, at);
      labels.set(known.labels, at);
      return known.identifier;
    }
    const identifier = this.source.next(tokens, labels, at, step);
    const end = at + this.cells;
    const row = { tokens: tokens.slice(at, end), labels: labels.slice(at, end), identifier };
    this.#rows.push(row);
    return identifier;
  }

  /** From here on they can be dealt again, from before no more. */
  mark(): void {
    this.#rows = this.#rows.slice(this.#at);
    this.#at = 0;
  }

  /** Back to the mark, or to the first where none was made. */
  rewind(): void {
    this.#at = 0;
  }
}
