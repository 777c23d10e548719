import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../random';
import { deepSearch } from './deep-search';
import { SUDOKU_EXAMPLES } from './examples';
import type { SudokuPuzzle } from './generator';
import { SUDOKU_9 } from './geometry';
import { OneAssumption } from './one-assumption';
import { SudokuSolver } from './solver';

const start = SUDOKU_EXAMPLES.find(({ id }) => id === 'inkala-2012')!.puzzle;
const assumptions = new OneAssumption(SUDOKU_9);

function bred(seed: number, count: number): SudokuPuzzle[] {
  const search = deepSearch(() => start, createRandom(seed), { floor: 100, finds: 60 });
  return Array.from({ length: count }, () => search.next().value!);
}

describe('what it breeds', () => {
  const kept = start.slice();
  let found: SudokuPuzzle[];
  beforeAll(() => {
    found = bred(1, 10);
  });

  test('is minimal, has one solution, and resists one assumption', () => {
    const solver = new SudokuSolver(SUDOKU_9);
    expect(start).toEqual(kept);
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

  test('is never the same puzzle twice', () => {
    expect(new Set(found.map(({ puzzle }) => puzzle.join(''))).size).toBe(found.length);
  });

  test('is decided by the seed', () => {
    expect(bred(1, 3)).toEqual(found.slice(0, 3));
    expect(bred(2, 1)).not.toEqual(found.slice(0, 1));
  });
});

test('refuses a puzzle with several solutions', () => {
  const search = deepSearch(() => new Uint8Array(81), createRandom(1), { floor: 100, finds: 1 });
  expect(() => search.next()).toThrow('exactly one solution');
});
