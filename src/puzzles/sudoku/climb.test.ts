import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { climb } from './climb';
import { SudokuGenerator } from './generator';
import { DIAGONAL_9, SUDOKU_4, SUDOKU_9 } from './geometry';
import { SudokuSolver } from './solver';

test.each([
  ['9×9', SUDOKU_9, 150],
  ['4×4', SUDOKU_4, 100],
  ['diagonal 9×9', DIAGONAL_9, 8],
])('%s: the result has exactly one solution', (_, geometry, steps) => {
  const random = createRandom(11);
  const solver = new SudokuSolver(geometry);
  for (let i = 0; i < 4; i++) {
    const start = new SudokuGenerator(geometry, random).generate(0);
    const kept = start.puzzle.slice();
    const { puzzle, solution, givens } = climb(start.puzzle, random, steps, geometry);
    expect(start.puzzle).toEqual(kept);
    expect(puzzle.filter((digit) => digit > 0)).toHaveLength(givens);
    expect(givens).toBe(start.givens);
    expect(solver.solve(puzzle)).toMatchObject({ solutions: 1, solution });
  }
});

test('climbing makes puzzles harder', () => {
  const random = createRandom(5);
  const solver = new SudokuSolver(SUDOKU_9);
  const generator = new SudokuGenerator(SUDOKU_9, random);
  let before = 0;
  let after = 0;
  for (let i = 0; i < 4; i++) {
    const { puzzle } = generator.generate(0);
    before += solver.solve(puzzle).guesses;
    after += solver.solve(climb(puzzle, random, 200).puzzle).guesses;
  }
  expect(after).toBeGreaterThan(3 * before);
});

test('the seed decides the outcome', () => {
  const { puzzle } = new SudokuGenerator(SUDOKU_9, createRandom(2)).generate(0);
  expect(climb(puzzle, createRandom(8), 60)).toEqual(climb(puzzle, createRandom(8), 60));
});

test('refuses a puzzle with several solutions', () => {
  expect(() => climb(new Uint8Array(81), createRandom(1), 10)).toThrow('exactly one solution');
});
