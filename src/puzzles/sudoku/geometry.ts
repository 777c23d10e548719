/**
 * Where the cells of a Sudoku lie. Cells are numbered row by row; a *unit* is a row, a column or a
 * box, in that order: units `0…n-1` are rows, `n…2n-1` columns, `2n…3n-1` boxes.
 */
export interface SudokuGeometry {
  /** Side of a box: 2 for 4×4, 3 for 9×9. */
  readonly box: number;
  /** Side of the grid and number of digits, `box²`. */
  readonly size: number;
  /** Number of cells, `size²`. */
  readonly cells: number;
  readonly rowOf: Uint8Array;
  readonly columnOf: Uint8Array;
  readonly boxOf: Uint8Array;
  /** The cells of each unit, in reading order. */
  readonly units: readonly Uint8Array[];
  /** The cells that share a unit with a cell, without the cell itself. */
  readonly peers: readonly Uint8Array[];
}

/** A grid of `geometry.cells` digits, row by row; 0 is a blank. */
export type SudokuGrid = Uint8Array;

function build(box: number): SudokuGeometry {
  const size = box * box;
  const cells = size * size;
  const rowOf = Uint8Array.from({ length: cells }, (_, cell) => Math.floor(cell / size));
  const columnOf = Uint8Array.from({ length: cells }, (_, cell) => cell % size);
  const boxOf = Uint8Array.from(
    { length: cells },
    (_, cell) => Math.floor(Math.floor(cell / size) / box) * box + Math.floor((cell % size) / box),
  );
  const units = [rowOf, columnOf, boxOf].flatMap((unitOf) =>
    Array.from({ length: size }, (_, unit) => {
      const members: number[] = [];
      unitOf.forEach((value, cell) => {
        if (value === unit) members.push(cell);
      });
      return Uint8Array.from(members);
    }),
  );
  const peers = Array.from({ length: cells }, (_, cell) => {
    const found = new Set<number>();
    for (const unit of units) {
      if (unit.includes(cell)) for (const other of unit) found.add(other);
    }
    found.delete(cell);
    return Uint8Array.from(found).sort();
  });
  return { box, size, cells, rowOf, columnOf, boxOf, units, peers };
}

export const SUDOKU_4 = build(2);
export const SUDOKU_9 = build(3);

/**
 * The geometry of a grid with this many cells.
 * @throws RangeError unless `cells` is 16 or 81.
 */
export function geometryForCells(cells: number): SudokuGeometry {
  if (cells === SUDOKU_9.cells) return SUDOKU_9;
  if (cells === SUDOKU_4.cells) return SUDOKU_4;
  throw new RangeError(`A Sudoku has 81 cells (9×9) or 16 (4×4), not ${cells}.`);
}
