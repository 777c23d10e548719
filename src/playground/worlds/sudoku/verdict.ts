import { checkPuzzle, type PuzzleCheck } from '../../../puzzles/sudoku/check';
import type { SudokuGeometry, SudokuGrid } from '../../../puzzles/sudoku/geometry';

/** Verdicts by rule and by grid, because the same digits may be a puzzle under only one rule. */
const verdicts = new WeakMap<SudokuGeometry, WeakMap<SudokuGrid, PuzzleCheck>>();

/** Whether a puzzle has exactly one solution; searched once for each grid. */
export function verdictOn(givens: SudokuGrid, geometry: SudokuGeometry): PuzzleCheck {
  let known = verdicts.get(geometry);
  if (known === undefined) verdicts.set(geometry, (known = new WeakMap()));
  let verdict = known.get(givens);
  if (verdict === undefined) known.set(givens, (verdict = checkPuzzle(givens, geometry)));
  return verdict;
}

/** The one solution, or `null` if there is none or more than one. */
export function solutionOf(givens: SudokuGrid, geometry: SudokuGeometry): SudokuGrid | null {
  const verdict = verdictOn(givens, geometry);
  return verdict.kind === 'unique' ? verdict.solution : null;
}
