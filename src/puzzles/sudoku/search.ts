import type { Random } from '../random';
import type { SudokuGrid } from './geometry';

/** What an exhaustive search found. */
export interface SudokuSearch {
  /** Number of solutions, counted up to the limit asked for. */
  readonly solutions: number;
  /** The first solution found, or `null` if there is none. */
  readonly solution: SudokuGrid | null;
  /**
   * Digits tried where propagation alone did not decide: 0 means naked and hidden singles solve the
   * puzzle. It is a fair yardstick of how hard a puzzle is for a machine that must search.
   */
  readonly guesses: number;
  /** Whether the search ran out of `maxGuesses`; `solutions` is then only what it found so far. */
  readonly gaveUp: boolean;
}

export interface SolveOptions {
  /** Stop after this many solutions; 2 (the default) answers "is it unique?". */
  readonly limit?: number;
  /**
   * Give up after this many guesses. Nearly all puzzles need fewer than a thousand, but some grids
   * that look innocent need millions to be proved unsolvable; without a bound those take seconds.
   */
  readonly maxGuesses?: number;
  /** Called with every solution as it is found; the array is the solver's own, valid in the call. */
  readonly onSolution?: (solution: SudokuGrid) => void;
  /** Try digits at a guess in random order (to draw random full grids) instead of ascending. */
  readonly random?: Random;
}
