import {
  geometryForCells,
  isSudokuRule,
  type SudokuGeometry,
} from '../../../puzzles/sudoku/geometry';
import type { Board } from '../page-world';

/** Cells and rule of a Sudoku board. */
export function geometryOf({
  cells,
  rule = 'classic',
}: Pick<Board, 'cells' | 'rule'>): SudokuGeometry {
  if (!isSudokuRule(rule)) throw new RangeError(`There is no Sudoku by the rule ${rule}.`);
  return geometryForCells(cells, rule);
}
