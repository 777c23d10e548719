import type { Random } from '../random';
import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';

/**
 * A way to redraw a Sudoku so that it stays the same puzzle: transpose it or not, then permute rows
 * and columns within their bands and stacks and these among themselves, then rename the digits. For
 * 9×9 there are 2 · 1296² · 9! of them, all that keep every grid's number of solutions.
 */
export interface SudokuSymmetry {
  /** Whether rows and columns change places, before all else. */
  readonly transpose: boolean;
  /** `rows[r]`: the row that comes to stand in row r. */
  readonly rows: Uint8Array;
  /** `columns[c]`: the column that comes to stand in column c. */
  readonly columns: Uint8Array;
  /** `digits[d]`: the new name of digit d; `digits[0]` is 0, as blanks stay blank. */
  readonly digits: Uint8Array;
}

const count = (length: number, from = 0) => Uint8Array.from({ length }, (_, i) => i + from);

export function identitySymmetry({ size }: SudokuGeometry): SudokuSymmetry {
  return { transpose: false, rows: count(size), columns: count(size), digits: count(size + 1) };
}

/** Every symmetry is equally likely. */
export function randomSymmetry(geometry: SudokuGeometry, random: Random): SudokuSymmetry {
  const { size, box } = geometry;
  const lines = () => {
    const bands = Array.from(random.shuffle(count(box)), (band) =>
      Array.from(random.shuffle(count(box, band * box))),
    );
    return Uint8Array.from(bands.flat());
  };
  return {
    transpose: random.below(2) === 1,
    rows: lines(),
    columns: lines(),
    digits: Uint8Array.of(0, ...random.shuffle(count(size, 1))),
  };
}

/**
 * For each cell of the redrawn grid, the cell it came from: for carrying along what else belongs to
 * cells (confidences, marks).
 */
export function sourceCells({ transpose, rows, columns }: SudokuSymmetry): Uint8Array {
  const size = rows.length;
  return count(size * size).map((cell) => {
    const row = rows[Math.floor(cell / size)]!;
    const column = columns[cell % size]!;
    return transpose ? column * size + row : row * size + column;
  });
}

/**
 * The redrawn grid; blanks stay blanks. A puzzle and its solution are drawn alike.
 * @throws RangeError if the symmetry is for another size.
 */
export function applySymmetry(grid: SudokuGrid, symmetry: SudokuSymmetry): SudokuGrid {
  const { size } = geometryForCells(grid.length);
  if (size !== symmetry.rows.length) {
    const other = symmetry.rows.length;
    throw new RangeError(`A symmetry of ${other}×${other} grids cannot redraw a ${size}×${size}.`);
  }
  return sourceCells(symmetry).map((source) => symmetry.digits[grid[source]!]!);
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
