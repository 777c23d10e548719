import { decodeSudoku } from '../../../puzzles/sudoku/codec';
import type { SudokuGrid } from '../../../puzzles/sudoku/geometry';
import { isSolved, violatingCells } from '../../../puzzles/sudoku/rules';
import type { Frame } from '../../../reasoning/trace';
import type { Board, Report } from '../page-world';
import { rememberReports } from '../reports';
import { geometryOf } from './geometry-of';
import { solutionOf } from './verdict';

/** `grid` holds the givens and the model's other digits (0 if it wrote none). */
export interface SudokuReport extends Report {
  /**
   * Cells where the model broke a rule: its digit occurs twice in a unit, or it changed a given.
   */
  readonly broken: ReadonlySet<number>;
  /** Givens the model wrote differently, with the digit it wrote. */
  readonly misread: ReadonlyMap<number, number>;
}

/** Checks a segment; a digit is right if it is that of the only solution. */
export const reportOnSudoku = rememberReports(judge);

function judge(frame: Frame, givens: SudokuGrid, board: Board): SudokuReport {
  const geometry = geometryOf(board);
  const solution = solutionOf(givens, geometry);
  const written = decodeSudoku(frame.tokens);
  const grid = givens.map((given, cell) => (given > 0 ? given : written[cell]!));
  const misread = new Map<number, number>();
  let right = 0;
  givens.forEach((given, cell) => {
    if (given > 0 && written[cell] !== given) misread.set(cell, written[cell]!);
    if (given === 0 && written[cell] === solution?.[cell]) right++;
  });
  const clashing = [...violatingCells(grid, geometry)].filter((cell) => givens[cell] === 0);
  const broken = new Set([...clashing, ...misread.keys()]);
  return {
    grid,
    broken,
    misread,
    right: solution === null ? null : right,
    wrong: broken.size,
    solved: misread.size === 0 && isSolved(grid, givens, geometry),
  };
}
