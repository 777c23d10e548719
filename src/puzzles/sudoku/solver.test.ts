import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SUDOKU_4, SUDOKU_6, SUDOKU_9, type SudokuGrid } from './geometry';
import { parseSudoku } from './parse';
import { findViolations, isSolved } from './rules';
import { SudokuSolver } from './solver';

/** Counts the completions of a 4×4 grid in the slowest and simplest way. */
function countPlainly(grid: SudokuGrid): number {
  const blank = grid.indexOf(0);
  if (findViolations(grid).length > 0) return 0;
  if (blank < 0) return 1;
  let count = 0;
  for (let digit = 1; digit <= 4; digit++) {
    count += countPlainly(grid.with(blank, digit));
  }
  return count;
}

test('counts 4×4 solutions as plain enumeration does', () => {
  const solver = new SudokuSolver(SUDOKU_4);
  const cell = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 4 }));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 16, maxLength: 16 }), (digits) => {
      const grid = Uint8Array.from(digits);
      const { solutions, solution, gaveUp } = solver.solve(grid, { limit: Infinity });
      expect(gaveUp).toBe(false);
      expect(solutions).toBe(countPlainly(grid));
      expect(solution === null).toBe(solutions === 0);
      if (solution !== null) expect(isSolved(solution, grid)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('there are 288 full 4×4 grids', () => {
  const { solutions } = new SudokuSolver(SUDOKU_4).solve(new Uint8Array(16), { limit: 1000 });
  expect(solutions).toBe(288);
});

test('there are 28,200,960 full 6×6 grids: 720 first rows with 39,168 grids each', () => {
  const grid = new Uint8Array(36);
  grid.set([1, 2, 3, 4, 5, 6]);
  const { solutions } = new SudokuSolver(SUDOKU_6).solve(grid, { limit: Infinity });
  expect(720 * solutions).toBe(28_200_960);
});

test('stops at the limit, and does not change the grid', () => {
  const empty = new Uint8Array(81);
  expect(new SudokuSolver(SUDOKU_9).solve(empty, { limit: 5 }).solutions).toBe(5);
  expect(empty.every((digit) => digit === 0)).toBe(true);
});

test('gives up when its guesses run out, and is usable again afterwards', () => {
  // Peter Norvig's unsolvable grid: no rule is broken, yet the proof takes about a million guesses.
  const impossible = parseSudoku(
    '.....5.8....6.1.43..........1.5........1.6...3.......553.....61........4.........',
  );
  const solver = new SudokuSolver(SUDOKU_9);
  const search = solver.solve(impossible, { maxGuesses: 1000 });
  expect(search).toEqual({ solutions: 0, solution: null, guesses: 1000, gaveUp: true });
  expect(solver.solve(new Uint8Array(81), { limit: 1 })).toMatchObject({
    solutions: 1,
    gaveUp: false,
  });
});
