import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { deepWalk } from './deep-walk';
import { SUDOKU_EXAMPLES } from './examples';
import { SUDOKU_9 } from './geometry';
import { OneAssumption } from './one-assumption';
import { SudokuSolver } from './solver';

const start = SUDOKU_EXAMPLES.find(({ id }) => id === 'inkala-2012')!.puzzle;

test('what it reports is minimal, has one solution, and resists one assumption', () => {
  const solver = new SudokuSolver(SUDOKU_9);
  const assumptions = new OneAssumption(SUDOKU_9);
  const kept = start.slice();
  const found = [...deepWalk(start, createRandom(1), 60)];
  expect(start).toEqual(kept);
  expect(found.length).toBeGreaterThan(1);
  for (const { puzzle, solution, givens } of found) {
    expect(solver.solve(puzzle)).toMatchObject({ solutions: 1, solution });
    expect(assumptions.resistance(puzzle)).toBeGreaterThanOrEqual(100);
    const clues = [...puzzle.keys()].filter((cell) => puzzle[cell]! > 0);
    expect(clues).toHaveLength(givens);
    for (const cell of clues) {
      const without = puzzle.slice();
      without[cell] = 0;
      expect(solver.solve(without).solutions).toBe(2);
    }
  }
});

test('the seed decides the outcome', () => {
  expect([...deepWalk(start, createRandom(8), 25)]).toEqual([
    ...deepWalk(start, createRandom(8), 25),
  ]);
});

test('refuses a puzzle with several solutions', () => {
  expect(() => deepWalk(new Uint8Array(81), createRandom(1), 10).next()).toThrow(
    'exactly one solution',
  );
});
