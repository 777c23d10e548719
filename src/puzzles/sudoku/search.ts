import type { Random } from '../random';
import type { SudokuGrid } from './geometry';

/** The result of an exhaustive search. */
export interface SudokuSearch {
  /** Number of solutions, counted up to the limit asked for. */
  readonly solutions: number;
  /** The first solution found, or `null` if there is none. */
  readonly solution: SudokuGrid | null;
  /**
   * Number of digits tried where propagation did not decide: 0 means that naked and hidden singles
   * solve the puzzle. It measures how hard a puzzle is for a search.
   */
  readonly guesses: number;
  /** Whether the search ran out of `maxGuesses`; `solutions` is then the number found so far. */
  readonly gaveUp: boolean;
}

export interface SolveOptions {
  /** Stop after this many solutions; 2 (the default) answers "is it unique?". */
  readonly limit?: number;
  /**
   * Give up after this many guesses. Nearly all puzzles need fewer than a thousand, but some grids
   * that look innocent need millions to be proved unsolvable; without a limit those take seconds.
   */
  readonly maxGuesses?: number;
  /**
   * Called with every solution as it is found; the array belongs to the solver and is valid only
   * during the call.
   */
  readonly onSolution?: (solution: SudokuGrid) => void;
  /** Try digits at a guess in random order (to draw random full grids) instead of ascending. */
  readonly random?: Random;
}
