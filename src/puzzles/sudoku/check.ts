import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';
import { describeViolation, findViolations, type Violation } from './rules';
import { SudokuSolver } from './solver';

/** Checks whether a puzzle is valid, for the editor. */
export type PuzzleCheck =
  /** Exactly one solution. */
  | { readonly kind: 'unique'; readonly solution: SudokuGrid; readonly guesses: number }
  /** More than one solution; counting stops at a hundred, or when it gets too long. */
  | {
      readonly kind: 'several';
      readonly atLeast: number;
      readonly guesses: number;
      readonly message: string;
    }
  /** No solution, though no rule is broken yet. */
  | { readonly kind: 'none'; readonly guesses: number; readonly message: string }
  /** The givens break a rule. */
  | {
      readonly kind: 'conflict';
      readonly violations: readonly Violation[];
      readonly message: string;
    }
  /** The search stopped early; a few grids would take seconds or more. */
  | { readonly kind: 'unknown'; readonly guesses: number; readonly message: string };

/** Enough for any 9×9 puzzle of the classic rule with one solution; some tens of milliseconds. */
export const MOST_GUESSES = 20_000;

const MOST_SOLUTIONS = 100;

/**
 * Checks a puzzle with bounded work, so that an editor can call it at every key stroke.
 * @param geometry says which rule holds; the classic one unless given.
 * @param maxGuesses the search stops after this many guesses
 * @throws RangeError unless the grid has 16 or 81 cells.
 */
export function checkPuzzle(
  grid: SudokuGrid,
  geometry: SudokuGeometry = geometryForCells(grid.length),
  maxGuesses = MOST_GUESSES,
): PuzzleCheck {
  const violations = findViolations(grid, geometry);
  const [first, ...others] = violations;
  if (first !== undefined) {
    const more = ['', ' (and another broken rule)'][others.length];
    return {
      kind: 'conflict',
      violations,
      message: `${describeViolation(first)}${more ?? ` (and ${others.length} more broken rules)`}.`,
    };
  }
  const solver = new SudokuSolver(geometry);
  const { solutions, solution, guesses, gaveUp } = solver.solve(grid, {
    limit: MOST_SOLUTIONS,
    maxGuesses,
  });
  if (solutions > 1) {
    const counted = gaveUp || solutions === MOST_SOLUTIONS ? `At least ${solutions}` : solutions;
    return {
      kind: 'several',
      atLeast: solutions,
      guesses,
      message: `${counted} solutions fit; add givens until only one does.`,
    };
  }
  if (gaveUp) {
    return {
      kind: 'unknown',
      guesses,
      message: 'Whether there is exactly one solution would take too long to find out.',
    };
  }
  if (solution === null) {
    return { kind: 'none', guesses, message: 'No solution: these givens cannot all be right.' };
  }
  return { kind: 'unique', solution, guesses };
}
