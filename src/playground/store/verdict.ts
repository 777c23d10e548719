import { checkPuzzle, type PuzzleCheck } from '../../puzzles/sudoku/check';
import type { SudokuGrid } from '../../puzzles/sudoku/geometry';

const verdicts = new WeakMap<SudokuGrid, PuzzleCheck>();

/** Whether a puzzle has exactly one solution; searched once for each grid. */
export function verdictOn(givens: SudokuGrid): PuzzleCheck {
  const known = verdicts.get(givens);
  if (known !== undefined) return known;
  const verdict = checkPuzzle(givens);
  verdicts.set(givens, verdict);
  return verdict;
}

/** The one solution, or `null` if there is none or more than one. */
export function solutionOf(givens: SudokuGrid): SudokuGrid | null {
  const verdict = verdictOn(givens);
  return verdict.kind === 'unique' ? verdict.solution : null;
}
