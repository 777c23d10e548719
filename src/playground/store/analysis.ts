import { decodeSudoku } from '../../puzzles/sudoku/codec';
import type { SudokuGeometry, SudokuGrid } from '../../puzzles/sudoku/geometry';
import { isSolved, violatingCells } from '../../puzzles/sudoku/rules';
import type { Frame } from '../../reasoning/trace';

/** What one segment put on the board, and how good it is. */
export interface SegmentReport {
  /** The grid as shown: givens as given, elsewhere the model's digits (0 where it wrote none). */
  readonly digits: SudokuGrid;
  /** Cells where the model broke a rule: its digit stands twice in a unit, or it misread a given. */
  readonly broken: ReadonlySet<number>;
  /** Givens the model wrote differently, with the digit it wrote. */
  readonly misread: ReadonlyMap<number, number>;
  /** Cells to fill that hold the digit of the solution; `null` unless there is exactly one. */
  readonly right: number | null;
  /** Whether the grid is full, breaks no rule and leaves the givens as they are. */
  readonly solved: boolean;
}

/** Reports are kept with their frame, so scrubbing judges each segment once. */
const reports = new WeakMap<
  Frame,
  { givens: SudokuGrid; geometry: SudokuGeometry; report: SegmentReport }
>();

/**
 * @param givens one digit a cell, 0 for the cells to fill.
 * @param solution the one solution, or `null` if there is none or more than one.
 * @param geometry says which rule holds.
 */
export function reportOn(
  frame: Frame,
  givens: SudokuGrid,
  solution: SudokuGrid | null,
  geometry: SudokuGeometry,
): SegmentReport {
  const known = reports.get(frame);
  if (known?.givens === givens && known.geometry === geometry) return known.report;
  const report = judge(frame, givens, solution, geometry);
  reports.set(frame, { givens, geometry, report });
  return report;
}

function judge(
  frame: Frame,
  givens: SudokuGrid,
  solution: SudokuGrid | null,
  geometry: SudokuGeometry,
): SegmentReport {
  const written = decodeSudoku(frame.tokens);
  const digits = givens.map((given, cell) => (given > 0 ? given : written[cell]!));
  const misread = new Map<number, number>();
  let right = 0;
  givens.forEach((given, cell) => {
    if (given > 0 && written[cell] !== given) misread.set(cell, written[cell]!);
    if (given === 0 && written[cell] === solution?.[cell]) right++;
  });
  const clashing = [...violatingCells(digits, geometry)].filter((cell) => givens[cell] === 0);
  return {
    digits,
    broken: new Set([...clashing, ...misread.keys()]),
    misread,
    right: solution === null ? null : right,
    solved: misread.size === 0 && isSolved(digits, givens, geometry),
  };
}

/** Cells whose digit differs between two segments; none if there is nothing to compare with. */
export function changedCells(
  report: SegmentReport,
  before: SegmentReport | null,
): ReadonlySet<number> {
  const changed = new Set<number>();
  if (before === null) return changed;
  report.digits.forEach((digit, cell) => {
    if (digit !== before.digits[cell]) changed.add(cell);
  });
  return changed;
}
