import { geometryForCells, type SudokuGrid } from './geometry';
import { describeViolation, findViolations, type Violation } from './rules';
import { SudokuSolver } from './solver';

/** Whether a puzzle is a proper one: what an editor says about it. */
export type PuzzleCheck =
  /** Exactly one solution. */
  | { readonly kind: 'unique'; readonly solution: SudokuGrid; readonly guesses: number }
  /** More than one solution. */
  | { readonly kind: 'several'; readonly message: string }
  /** No solution, though no rule is broken yet. */
  | { readonly kind: 'none'; readonly message: string }
  /** The givens break a rule. */
  | {
      readonly kind: 'conflict';
      readonly violations: readonly Violation[];
      readonly message: string;
    }
  /** The search was given up; a few grids would take minutes to settle. */
  | { readonly kind: 'unknown'; readonly message: string };

/** Enough for any puzzle with one solution, and some tens of milliseconds of work. */
const MOST_GUESSES = 20_000;

/** Counts the solutions of a grid up to two, with bounded work. */
export function checkPuzzle(grid: SudokuGrid): PuzzleCheck {
  const violations = findViolations(grid);
  if (violations[0] !== undefined) {
    return {
      kind: 'conflict',
      violations,
      message: `${describeViolation(violations[0])}, so there is no solution.`,
    };
  }
  const solver = new SudokuSolver(geometryForCells(grid.length));
  const { solutions, solution, guesses, gaveUp } = solver.solve(grid, { maxGuesses: MOST_GUESSES });
  if (solutions > 1) {
    return {
      kind: 'several',
      message: 'More than one solution fits; add givens until only one does.',
    };
  }
  if (gaveUp) {
    return {
      kind: 'unknown',
      message: 'Too many grids to try: whether there is exactly one solution was not settled.',
    };
  }
  if (solution === null) {
    return { kind: 'none', message: 'No solution: these givens cannot all be right.' };
  }
  return { kind: 'unique', solution, guesses };
}
