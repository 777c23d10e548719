import type { Random } from '../random';
import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';
import { mirrorKeepingOrders } from './line-orders';

/**
 * A symmetry of Sudoku, which keeps the puzzle the same: transpose it or not, then permute rows and
 * columns, then rename the digits.
 *
 * Under the classic rule rows and columns may be permuted within their bands and stacks, and bands
 * and stacks too: 2 · 1296² · 9! ways for 9×9. Where boxes are not square, as on 6×6, rows and
 * columns do not change places: 48 · 72 · 6! ways. Under the diagonal rule the diagonals must stay
 * the diagonals as well, which leaves 96 · 9! of these: see `randomSymmetry`.
 */
export interface SudokuSymmetry {
  /** Whether rows and columns change places, before all else. */
  readonly transpose: boolean;
  /** `rows[r]`: the row that moves to row r. */
  readonly rows: Uint8Array;
  /** `columns[c]`: the column that moves to column c. */
  readonly columns: Uint8Array;
  /** `digits[d]`: the new name of digit d; `digits[0]` is 0, as blanks stay blank. */
  readonly digits: Uint8Array;
}

const count = (length: number, from = 0) => Uint8Array.from({ length }, (_, i) => i + from);

export function identitySymmetry({ size }: SudokuGeometry): SudokuSymmetry {
  return { transpose: false, rows: count(size), columns: count(size), digits: count(size + 1) };
}

/**
 * One of the symmetries that keep the geometry's rule; every one is equally likely.
 *
 * These keep the diagonals: if rows and columns are permuted in the same way, the falling diagonal
 * stays in place; the rising one stays too if mirrored lines (i and n−1−i) are sent to mirrored
 * lines. Reversing the columns as well exchanges the two diagonals. There are no others.
 */
export function randomSymmetry(geometry: SudokuGeometry, random: Random): SudokuSymmetry {
  const { rule, size, boxHeight, boxWidth } = geometry;
  const transpose = boxHeight === boxWidth && random.below(2) === 1;
  const [rows, columns] =
    rule === 'classic'
      ? [randomLines(boxWidth, boxHeight, random), randomLines(boxHeight, boxWidth, random)]
      : mirroredLines(boxHeight, random);
  const digits = Uint8Array.of(0, ...random.shuffle(count(size, 1)));
  return { transpose, rows, columns, digits };
}

/** Lines shuffled within their bands, and the bands too. */
function randomLines(bands: number, lines: number, random: Random): Uint8Array {
  const order = Array.from(random.shuffle(count(bands)), (band) =>
    Array.from(random.shuffle(count(lines, band * lines))),
  );
  return Uint8Array.from(order.flat());
}

function mirroredLines(box: number, random: Random): [Uint8Array, Uint8Array] {
  const orders = mirrorKeepingOrders(box);
  const lines = orders[random.below(orders.length)]!;
  return [lines, random.below(2) === 1 ? lines.toReversed() : lines];
}

/**
 * For each cell of the new grid, the cell it came from, to move other values of cells too
 * (confidences, marks).
 */
export function sourceCells({ transpose, rows, columns }: SudokuSymmetry): Uint8Array {
  const size = rows.length;
  const sources = new Uint8Array(size * size);
  const [rowStep, columnStep] = transpose ? [1, size] : [size, 1];
  let at = 0;
  for (const row of rows) {
    for (const column of columns) sources[at++] = row * rowStep + column * columnStep;
  }
  return sources;
}

/**
 * The new grid; blanks stay blanks. Works for a puzzle and its solution alike.
 * @throws RangeError if the symmetry is for another size.
 */
export function applySymmetry(grid: SudokuGrid, symmetry: SudokuSymmetry): SudokuGrid {
  const { size } = geometryForCells(grid.length);
  if (size !== symmetry.rows.length) {
    const other = symmetry.rows.length;
    throw new RangeError(`A symmetry of ${other}×${other} grids cannot redraw a ${size}×${size}.`);
  }
  return redraw(grid, sourceCells(symmetry), symmetry.digits);
}

/** Applies a symmetry to a puzzle and its solution, in half the time of two calls. */
export function applySymmetryToBoth(
  { puzzle, solution }: { readonly puzzle: SudokuGrid; readonly solution: SudokuGrid },
  symmetry: SudokuSymmetry,
): { readonly puzzle: SudokuGrid; readonly solution: SudokuGrid } {
  const sources = sourceCells(symmetry);
  return {
    puzzle: redraw(puzzle, sources, symmetry.digits),
    solution: redraw(solution, sources, symmetry.digits),
  };
}

/** Moves and renames the digits of a grid, or its tokens. */
export function redraw(grid: SudokuGrid, sources: Uint8Array, digits: Uint8Array): SudokuGrid {
  const redrawn = new Uint8Array(grid.length);
  for (let cell = 0; cell < grid.length; cell++) redrawn[cell] = digits[grid[sources[cell]!]!]!;
  return redrawn;
}

/** The symmetry that undoes `symmetry`. */
export function invertSymmetry({
  transpose,
  rows,
  columns,
  digits,
}: SudokuSymmetry): SudokuSymmetry {
  // The inverse permutes first and transposes last. To transpose first, as a symmetry does, its row
  // and column permutations change places.
  const [back, across] = transpose ? [columns, rows] : [rows, columns];
  return { transpose, rows: invert(back), columns: invert(across), digits: invert(digits) };
}

function invert(permutation: Uint8Array): Uint8Array {
  const inverse = new Uint8Array(permutation.length);
  permutation.forEach((to, from) => (inverse[to] = from));
  return inverse;
}
