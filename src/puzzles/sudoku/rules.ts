import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';

export type UnitKind = 'row' | 'column' | 'box';

const UNIT_KINDS: readonly UnitKind[] = ['row', 'column', 'box'];

/** A digit that stands more than once in a row, column or box. */
export interface Violation {
  /** `index` counts from 0, from the top or the left; boxes in reading order. */
  readonly unit: { readonly kind: UnitKind; readonly index: number };
  readonly digit: number;
  /** The cells that hold it, two or more, in reading order. */
  readonly cells: readonly number[];
}

/** Every broken rule: rows first, then columns, then boxes. Blanks break none. */
export function findViolations(
  grid: SudokuGrid,
  geometry: SudokuGeometry = geometryForCells(grid.length),
): Violation[] {
  const { size, units } = geometry;
  return units.flatMap((unit, number) => {
    const holders: number[][] = Array.from({ length: size + 1 }, () => []);
    for (const cell of unit) holders[grid[cell]!]!.push(cell);
    const kind = UNIT_KINDS[Math.floor(number / size)]!;
    return holders.flatMap((cells, digit) =>
      digit > 0 && cells.length > 1 ? [{ unit: { kind, index: number % size }, digit, cells }] : [],
    );
  });
}

/** The cells that take part in any violation. */
export function violatingCells(grid: SudokuGrid): ReadonlySet<number> {
  return new Set(findViolations(grid).flatMap(({ cells }) => cells));
}

/**
 * Whether a grid is full and breaks no rule.
 * @param puzzle if given, its digits must stand unchanged too.
 */
export function isSolved(grid: SudokuGrid, puzzle?: SudokuGrid): boolean {
  if (grid.includes(0)) return false;
  if (puzzle?.some((digit, cell) => digit !== 0 && digit !== grid[cell])) return false;
  return findViolations(grid).length === 0;
}

const COUNTS = ['', '', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/** In words, as people count: "Two 5s in row 3". Boxes are counted in reading order. */
export function describeViolation({ unit, digit, cells }: Violation): string {
  return `${COUNTS[cells.length]} ${digit}s in ${unit.kind} ${unit.index + 1}`;
}
