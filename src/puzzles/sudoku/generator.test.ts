import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { SudokuGenerator } from './generator';
import { DIAGONAL_4, DIAGONAL_9, SUDOKU_4, SUDOKU_6, SUDOKU_9 } from './geometry';
import { SudokuSolver } from './solver';

test.each([
  ['9×9', SUDOKU_9, 30],
  ['6×6', SUDOKU_6, 14],
  ['4×4', SUDOKU_4, 8],
  ['diagonal 9×9', DIAGONAL_9, 26],
  ['diagonal 4×4', DIAGONAL_4, 5],
])('%s puzzles reach their target and have exactly one solution', (_, geometry, target) => {
  const generator = new SudokuGenerator(geometry, createRandom(7));
  const solver = new SudokuSolver(geometry);
  for (let i = 0; i < 20; i++) {
    const { puzzle, solution, givens } = generator.generate(target);
    expect(puzzle.filter((digit) => digit > 0)).toHaveLength(givens);
    expect(givens).toBe(target);
    const found = solver.solve(puzzle);
    expect(found.solutions).toBe(1);
    expect(found.solution).toEqual(solution);
  }
});
