import type { SudokuGeometry, SudokuGrid } from '../../../puzzles/sudoku/geometry';
import { clashesOf } from '../../../puzzles/sudoku/rules';
import type { Frame } from '../../../reasoning/trace';
import { percent } from '../../boards/words';
import type { SudokuReport } from './report';

/** "row 3, column 5", counted from 1. */
export function placeOf(cell: number, { rowOf, columnOf }: SudokuGeometry): string {
  return `Row ${rowOf[cell]! + 1}, column ${columnOf[cell]! + 1}`;
}

/** The content of a cell in words, for the readout and for screen readers. */
export function describeCell(
  cell: number,
  geometry: SudokuGeometry,
  givens: SudokuGrid,
  thought: { readonly frame: Frame; readonly report: SudokuReport } | null,
): string {
  const given = givens[cell]!;
  const place = placeOf(cell, geometry);
  const broken = brokenRules(cell, geometry, thought?.report.grid ?? givens);
  if (given > 0) {
    const wrote = thought?.report.misread.get(cell);
    const misread =
      wrote === undefined
        ? ''
        : `, but the model ${wrote > 0 ? `wrote ${wrote}` : 'left it blank'}`;
    return `${place}: ${given}, given${misread}${broken}`;
  }
  if (thought === null) return `${place}: blank${broken}`;
  const digit = thought.report.grid[cell]!;
  if (digit === 0) return `${place}: the model leaves it blank`;
  const { assumed, confidence } = thought.frame;
  if (assumed?.includes(cell)) return `${place}: ${digit}, assumed when it started over${broken}`;
  return `${place}: ${digit}, ${percent(confidence[cell]!)} sure${broken}`;
}

function brokenRules(cell: number, geometry: SudokuGeometry, digits: SudokuGrid): string {
  const kinds = clashesOf(cell, digits, geometry);
  if (kinds.length === 0) return '';
  return `; another ${digits[cell]!} in its ${new Intl.ListFormat('en').format(kinds)}`;
}
