import { describe, expect, test } from 'vitest';
import { createRandom } from '../random';
import { checkPuzzle } from './check';
import { DIFFICULTIES, generateAtDifficulty } from './difficulty';
import { SUDOKU_EXAMPLES } from './examples';
import { parseSudoku } from './parse';
import { isSolved } from './rules';

test.each(SUDOKU_EXAMPLES)('example $id has exactly one solution', ({ puzzle }) => {
  const check = checkPuzzle(puzzle);
  expect(check.kind).toBe('unique');
  if (check.kind === 'unique') expect(isSolved(check.solution, puzzle)).toBe(true);
});

describe('what is wrong is said', () => {
  test('an empty grid has several solutions', () => {
    expect(checkPuzzle(new Uint8Array(81))).toMatchObject({ kind: 'several' });
  });
  test('two equal digits in a row are a conflict', () => {
    const check = checkPuzzle(parseSudoku(`55${'.'.repeat(79)}`));
    expect(check).toMatchObject({ kind: 'conflict' });
    expect('message' in check && check.message).toMatch(/5.*row 1/i);
  });
  test('givens that cannot all be right have no solution', () => {
    // Row 1 lacks only the 9, and a 9 already stands in column 9.
    const grid = parseSudoku(`12345678.${'.'.repeat(17)}9${'.'.repeat(54)}`);
    expect(checkPuzzle(grid)).toMatchObject({ kind: 'none' });
  });
});

test.each(DIFFICULTIES)('a generated %s puzzle has exactly one solution', (difficulty) => {
  const { puzzle } = generateAtDifficulty(difficulty, createRandom(3));
  expect(checkPuzzle(puzzle).kind).toBe('unique');
});

test('expert puzzles need more guesses than easy ones', () => {
  const guesses = (difficulty: 'easy' | 'expert') => {
    const check = checkPuzzle(generateAtDifficulty(difficulty, createRandom(5)).puzzle);
    return check.kind === 'unique' ? check.guesses : -1;
  };
  expect(guesses('expert')).toBeGreaterThan(guesses('easy'));
});
