import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';

export type UnitKind = 'row' | 'column' | 'box' | 'diagonal';

const UNIT_KINDS: readonly UnitKind[] = ['row', 'column', 'box', 'diagonal'];

const kindOf = (unit: number, size: number) => UNIT_KINDS[Math.floor(unit / size)]!;

/** A digit that occurs more than once in a row, column, box or diagonal. */
export interface Violation {
  /**
   * `index` counts from 0, from the top or the left; boxes in reading order, the falling diagonal
   * before the rising one.
   */
  readonly unit: { readonly kind: UnitKind; readonly index: number };
  readonly digit: number;
  /** The cells that hold it, two or more, in reading order. */
  readonly cells: readonly number[];
}

/**
 * Every broken rule: rows first, then columns, then boxes, then diagonals. Blanks break none.
 * @param geometry says which rule holds; the classic one unless given.
 */
export function findViolations(
  grid: SudokuGrid,
  geometry: SudokuGeometry = geometryForCells(grid.length),
): Violation[] {
  const { size, units } = geometry;
  return units.flatMap((unit, number) => {
    const holders: number[][] = Array.from({ length: size + 1 }, () => []);
    for (const cell of unit) holders[grid[cell]!]!.push(cell);
    const kind = kindOf(number, size);
    return holders.flatMap((cells, digit) =>
      digit > 0 && cells.length > 1 ? [{ unit: { kind, index: number % size }, digit, cells }] : [],
    );
  });
}

/** The kinds of the units in which another cell has this cell's digit; none for a blank. */
export function clashesOf(
  cell: number,
  grid: SudokuGrid,
  { size, units, unitsOf }: SudokuGeometry,
): UnitKind[] {
  const digit = grid[cell]!;
  if (digit === 0) return [];
  return [...unitsOf[cell]!]
    .filter((unit) => units[unit]!.some((other) => other !== cell && grid[other] === digit))
    .map((unit) => kindOf(unit, size));
}

/** The cells that take part in any violation. */
export function violatingCells(grid: SudokuGrid, geometry?: SudokuGeometry): ReadonlySet<number> {
  return new Set(findViolations(grid, geometry).flatMap(({ cells }) => cells));
}

/**
 * Whether a grid is full and breaks no rule.
 * @param puzzle if given, its digits must be unchanged too.
 * @param geometry says which rule holds; the classic one unless given.
 */
export function isSolved(
  grid: SudokuGrid,
  puzzle?: SudokuGrid,
  geometry?: SudokuGeometry,
): boolean {
  if (grid.includes(0)) return false;
  if (puzzle?.some((digit, cell) => digit !== 0 && digit !== grid[cell])) return false;
  return findViolations(grid, geometry).length === 0;
}

const COUNTS = ['', '', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const DIAGONALS = ['falling', 'rising'];

/**
 * In words, counted from 1: "Two 5s in row 3", "Two 5s in the falling diagonal". Boxes are counted
 * in reading order.
 */
export function describeViolation({ unit, digit, cells }: Violation): string {
  const { kind, index } = unit;
  const where = kind === 'diagonal' ? `the ${DIAGONALS[index]} diagonal` : `${kind} ${index + 1}`;
  return `${COUNTS[cells.length]} ${digit}s in ${where}`;
}
