import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { clueCells } from './climb';
import { ClueTest } from './clue-test';
import { SUDOKU_EXAMPLES } from './examples';
import { SudokuGenerator } from './generator';
import { DIAGONAL_9, SUDOKU_4, SUDOKU_9 } from './geometry';
import { SudokuSolver } from './solver';

test.each([
  ['9×9', SUDOKU_9, 12],
  ['4×4', SUDOKU_4, 40],
  ['diagonal 9×9', DIAGONAL_9, 6],
])('%s: keeps the clues that the exact solver needs', (_, geometry, count) => {
  const random = createRandom(5);
  const generator = new SudokuGenerator(geometry, random);
  const solver = new SudokuSolver(geometry);
  const clues = new ClueTest(geometry);
  for (let i = 0; i < count; i++) {
    const { puzzle, solution } = generator.generate(0);
    for (const cell of random.shuffle([...puzzle.keys()]).slice(0, 5))
      puzzle[cell] = solution[cell]!;
    const order = random.shuffle(clueCells(puzzle));
    const expected = puzzle.slice();
    for (const cell of order) {
      const digit = expected[cell]!;
      expected[cell] = 0;
      if (solver.solve(expected).solutions !== 1) expected[cell] = digit;
    }
    clues.reduce(puzzle, order);
    expect(puzzle).toEqual(expected);
  }
});

test('does not change a minimal puzzle, even a very hard one', () => {
  const { puzzle } = SUDOKU_EXAMPLES.find(({ id }) => id === 'platinum-blonde')!;
  const reduced = puzzle.slice();
  new ClueTest(SUDOKU_9).reduce(reduced, clueCells(puzzle));
  expect(reduced).toEqual(puzzle);
});

test('tries only the given clues', () => {
  const { solution } = new SudokuGenerator(SUDOKU_9, createRandom(2)).generate(30);
  const full = solution.slice();
  new ClueTest(SUDOKU_9).reduce(full, [0, 1]);
  expect(full[0]).toBe(0);
  expect(full[1]).toBe(0);
  expect(full.slice(2)).toEqual(solution.slice(2));
});
