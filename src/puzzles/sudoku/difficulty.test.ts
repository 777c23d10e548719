import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { checkPuzzle } from './check';
import { DIFFICULTIES, generateAtDifficulty, type Difficulty } from './difficulty';
import { SUDOKU_4, SUDOKU_9 } from './geometry';

function guesses(difficulty: Difficulty, seed: number): number {
  const { puzzle, solution } = generateAtDifficulty(difficulty, createRandom(seed));
  const check = checkPuzzle(puzzle);
  if (check.kind !== 'unique') throw new Error(`${check.kind}: ${check.message}`);
  expect(check.solution).toEqual(solution);
  return check.guesses;
}

test.each([
  ['easy', 0, 0],
  ['medium', 0, 0],
  ['hard', 1, 10],
  ['expert', 11, Infinity],
] as const)('%s puzzles need %d to %d guesses', (difficulty, least, most) => {
  for (const seed of [1, 2, 3]) {
    const needed = guesses(difficulty, seed);
    expect(needed).toBeGreaterThanOrEqual(least);
    expect(needed).toBeLessThanOrEqual(most);
  }
});

test('easier puzzles show more digits', () => {
  const givens = (difficulty: Difficulty) =>
    generateAtDifficulty(difficulty, createRandom(4), SUDOKU_9).givens;
  expect(givens('easy')).toBeGreaterThan(givens('medium'));
  expect(givens('medium')).toBeGreaterThan(givens('hard'));
});

test.each(DIFFICULTIES)('%s on 4×4 ends too, with one solution', (difficulty) => {
  const { puzzle } = generateAtDifficulty(difficulty, createRandom(6), SUDOKU_4);
  expect(checkPuzzle(puzzle).kind).toBe('unique');
});
