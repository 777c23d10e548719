import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import {
  applySymmetry,
  applySymmetryToBoth,
  identitySymmetry,
  invertSymmetry,
  randomSymmetry,
  sourceCells,
} from './augment';
import { DIAGONAL_4, DIAGONAL_9, geometryForCells, SUDOKU_4, SUDOKU_9 } from './geometry';
import { lineOrders } from './line-orders';
import { findViolations, isSolved } from './rules';
import { SudokuSolver } from './solver';
import { anyGrid, anyGridAndGeometry, anyPuzzle } from './testing';

test('a symmetry and its inverse undo each other, in either order', () => {
  fc.assert(
    fc.property(anyGridAndGeometry(), fc.integer(), ({ grid, geometry }, seed) => {
      const symmetry = randomSymmetry(geometry, createRandom(seed));
      const inverse = invertSymmetry(symmetry);
      expect(applySymmetry(applySymmetry(grid, symmetry), inverse)).toEqual(grid);
      expect(applySymmetry(applySymmetry(grid, inverse), symmetry)).toEqual(grid);
    }),
  );
});

test('the identity changes nothing', () => {
  fc.assert(
    fc.property(anyGrid(), (grid) => {
      expect(applySymmetry(grid, identitySymmetry(geometryForCells(grid.length)))).toEqual(grid);
    }),
    { numRuns: 20 },
  );
});

test('the view of a puzzle has one solution: the view of the solution', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ geometry, random, puzzle, solution }) => {
      const symmetry = randomSymmetry(geometry, random);
      const redrawn = applySymmetry(puzzle, symmetry);
      const found = new SudokuSolver(geometry).solve(redrawn);
      expect(found.solutions).toBe(1);
      expect(found.solution).toEqual(applySymmetry(solution, symmetry));
      expect(isSolved(found.solution!, redrawn, geometry)).toBe(true);
      expect(applySymmetryToBoth({ puzzle, solution }, symmetry)).toEqual({
        puzzle: redrawn,
        solution: found.solution,
      });
    }),
    { numRuns: 30 },
  );
});

test('keeps the number of solutions if there are several', () => {
  const grid = new Uint8Array(16);
  grid.set([1, 2], 0);
  const solver = new SudokuSolver(SUDOKU_4);
  const before = solver.solve(grid, { limit: 1000 }).solutions;
  expect(before).toBe(24);
  for (let seed = 0; seed < 20; seed++) {
    const redrawn = applySymmetry(grid, randomSymmetry(SUDOKU_4, createRandom(seed)));
    expect(solver.solve(redrawn, { limit: 1000 }).solutions).toBe(before);
  }
});

test('any view of a grid breaks the same number of rules of each kind', () => {
  fc.assert(
    fc.property(anyGridAndGeometry(), fc.integer(), ({ grid, geometry }, seed) => {
      const redrawn = applySymmetry(grid, randomSymmetry(geometry, createRandom(seed)));
      const kinds = (cells: Uint8Array) =>
        findViolations(cells, geometry)
          .map(
            ({ unit, cells: { length } }) =>
              `${length} in a ${unit.kind.replace(/row|column/, 'line')}`,
          )
          .sort();
      expect(kinds(redrawn)).toEqual(kinds(grid));
    }),
  );
});

test.each([
  ['4×4', DIAGONAL_4, 16],
  ['9×9', DIAGONAL_9, 96],
])(
  '%s: all classic symmetries that keep the diagonals are drawn, and no others',
  (_, geometry, ways) => {
    const { boxHeight, size } = geometry;
    const orders = lineOrders(boxHeight, boxHeight);
    // The cells that move to a diagonal must be those of a diagonal.
    const isDiagonal = (rows: Uint8Array, columns: Uint8Array) =>
      rows.every((row, i) => columns[i] === row) ||
      rows.every((row, i) => columns[i] === size - 1 - row);
    const keep = (rows: Uint8Array, columns: Uint8Array) =>
      isDiagonal(rows, columns) && isDiagonal(rows, columns.toReversed());
    const kept = new Set<string>();
    for (const rows of orders)
      for (const columns of orders)
        if (keep(rows, columns))
          for (const transpose of [false, true])
            kept.add(sourceCells({ transpose, rows, columns, digits: rows }).join());
    expect(kept.size).toBe(ways);

    const random = createRandom(1);
    const drawn = new Set<string>();
    for (let i = 0; i < 30 * ways; i++)
      drawn.add(sourceCells(randomSymmetry(geometry, random)).join());
    expect(drawn).toEqual(kept);
  },
);

test('refuses a grid of another size', () => {
  expect(() => applySymmetry(new Uint8Array(16), identitySymmetry(SUDOKU_9))).toThrow(
    'A symmetry of 9×9 grids cannot redraw a 4×4.',
  );
});
