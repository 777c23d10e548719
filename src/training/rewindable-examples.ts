import type { Examples } from './device-dataset';

interface Row {
  readonly tokens: Uint32Array;
  readonly labels: Uint32Array;
  readonly identifier: number;
}

/**
 * Examples that can be repeated from a mark on, in the same order. So the steps since the mark that
 * were lost with a device can be repeated exactly.
 */
export class RewindableExamples implements Examples {
  /** The examples since the mark. */
  #rows: Row[] = [];
  /** Index of the next one; their number if the next one is new. */
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

  /** Sets the mark: examples from here on can be repeated. */
  mark(): void {
    this.#rows = this.#rows.slice(this.#at);
    this.#at = 0;
  }

  /** Goes back to the mark, or to the first example without one. */
  rewind(): void {
    this.#at = 0;
  }
}
