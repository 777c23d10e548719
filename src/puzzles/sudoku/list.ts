import type { SudokuGrid } from './geometry';

export interface SudokuRecord {
  /** Line of the text it began on, from 1. */
  readonly line: number;
  readonly puzzle: SudokuGrid;
  /** The solution in the text, right or wrong; `null` if there is none. */
  readonly solution: SudokuGrid | null;
  /** The other columns, by the names in the header (`source`, `rating`); none without a header. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface ListError {
  readonly line: number;
  /** The fault, without the line number. */
  readonly message: string;
}

export interface SudokuList {
  readonly records: readonly SudokuRecord[];
  /** What could not be read; the rest is in `records`. */
  readonly errors: readonly ListError[];
}
