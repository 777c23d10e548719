import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { applySymmetry, identitySymmetry, invertSymmetry, randomSymmetry } from './augment';
import { geometryForCells, SUDOKU_4, SUDOKU_9 } from './geometry';
import { isSolved } from './rules';
import { SudokuSolver } from './solver';
import { anyGrid, anyPuzzle } from './testing';

test('a symmetry and its inverse undo each other, in either order', () => {
  fc.assert(
    fc.property(anyGrid(), fc.integer(), (grid, seed) => {
      const symmetry = randomSymmetry(geometryForCells(grid.length), createRandom(seed));
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

test('a redrawn puzzle has one solution: the solution redrawn', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ geometry, random, puzzle, solution }) => {
      const symmetry = randomSymmetry(geometry, random);
      const redrawn = applySymmetry(puzzle, symmetry);
      const found = new SudokuSolver(geometry).solve(redrawn);
      expect(found.solutions).toBe(1);
      expect(found.solution).toEqual(applySymmetry(solution, symmetry));
      expect(isSolved(found.solution!, redrawn)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('the number of solutions is kept where there are several', () => {
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

test('refuses a grid of another size', () => {
  expect(() => applySymmetry(new Uint8Array(16), identitySymmetry(SUDOKU_9))).toThrow(
    'A symmetry of 9×9 grids cannot redraw a 4×4.',
  );
});
