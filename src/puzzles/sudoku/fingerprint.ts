import { geometryForCells, type SudokuGrid } from './geometry';

/** After this many rounds different puzzles nearly always differ; more rounds would add little. */
const ROUNDS = 3;

/**
 * A number of 32 bits that no symmetry of either rule changes. Grids with different fingerprints
 * are different puzzles; those with equal ones are nearly always the same.
 *
 * It is a colour refinement (B. Weisfeiler and A. Leman, 1968) of the givens: all begin with the
 * same colour, and in every round a given's colour becomes a hash of the colours in its row, its
 * column, its box and of the givens with its digit. Colours are added, so that their order does not
 * matter. Rows and columns are treated the same, so that transposing does not matter.
 */
export function fingerprint(grid: SudokuGrid): number {
  const { size, cells, rowOf, columnOf, boxOf } = geometryForCells(grid.length);
  const colours = new Int32Array(cells).fill(1);
  const rows = new Int32Array(size);
  const columns = new Int32Array(size);
  const boxes = new Int32Array(size);
  const digits = new Int32Array(size + 1);
  let sum = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const sums of [rows, columns, boxes, digits]) sums.fill(0);
    for (let cell = 0; cell < cells; cell++) {
      if (grid[cell] === 0) continue;
      const colour = colours[cell]!;
      rows[rowOf[cell]!]! += colour;
      columns[columnOf[cell]!]! += colour;
      boxes[boxOf[cell]!]! += colour;
      digits[grid[cell]!]! += colour;
    }
    sum = 0;
    for (let cell = 0; cell < cells; cell++) {
      if (grid[cell] === 0) continue;
      const lines = mix(rows[rowOf[cell]!]!) + mix(columns[columnOf[cell]!]!);
      const box = mix(boxes[boxOf[cell]!]! ^ 0x5bd1e995);
      const digit = mix(digits[grid[cell]!]! ^ 0x2545f491);
      colours[cell] = mix((lines + box + digit) | 0);
      sum = (sum + colours[cell]!) | 0;
    }
  }
  return sum;
}

/** Scatters 32 bits (the finisher of MurmurHash3, Austin Appleby, public domain). */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
