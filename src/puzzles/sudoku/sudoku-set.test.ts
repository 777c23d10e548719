import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { applySymmetry, randomSymmetry } from './augment';
import { canonicalSudoku } from './canonical';
import { fingerprint } from './fingerprint';
import { SudokuGenerator } from './generator';
import { DIAGONAL_4, SUDOKU_4, SUDOKU_9 } from './geometry';
import { formatSudoku } from './parse';
import { SudokuSet } from './sudoku-set';
import { anyPuzzle } from './testing';

test('holds every view of an added grid', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ geometry, random, puzzle }) => {
      const set = new SudokuSet([puzzle], geometry.rule);
      expect(set.has(applySymmetry(puzzle, randomSymmetry(geometry, random)))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('holds nothing else, even if only the digits are arranged differently', () => {
  const generator = new SudokuGenerator(SUDOKU_9, createRandom(1));
  const puzzles = Array.from({ length: 20 }, () => generator.generate(30).puzzle);
  const set = new SudokuSet(puzzles.slice(0, 10));
  expect(set.size).toBe(10);
  expect(puzzles.map((puzzle) => set.has(puzzle))).toEqual(puzzles.map((_, i) => i < 10));

  // Two different givens change places.
  const [puzzle] = puzzles as [Uint8Array];
  const [a, b] = [...puzzle.keys()].filter((cell) => puzzle[cell] !== 0) as [number, number];
  expect(puzzle[a]).not.toBe(puzzle[b]);
  expect(set.has(puzzle.with(a, puzzle[b]!).with(b, puzzle[a]!))).toBe(false);
  // Grids added after a query are found too.
  set.add(puzzles[15]!);
  expect(set.has(puzzles[15]!)).toBe(true);
  expect(set.find(puzzles[15]!)).toBe(10);
  expect(set.find(puzzles[16]!)).toBeNull();
});

test.each([
  ['classic', SUDOKU_4],
  ['diagonal', DIAGONAL_4],
] as const)('%s: grids of two givens differ exactly if their forms differ', (rule, geometry) => {
  const set = new SudokuSet([], rule);
  const firsts: string[] = [];
  for (let a = 0; a < 16; a++)
    for (let b = a + 1; b < 16; b++)
      for (const [x, y] of [
        [1, 1],
        [1, 2],
        [4, 3],
      ] as const) {
        const grid = new Uint8Array(16).with(a, x).with(b, y);
        const form = formatSudoku(canonicalSudoku(grid, geometry));
        const first = firsts.indexOf(form);
        expect(set.find(grid)).toBe(first < 0 ? null : first);
        set.add(grid);
        firsts.push(form);
      }
  // There are 5 and 14 kinds of pairs of cells, each with equal or different digits.
  expect(new Set(firsts).size).toBe(rule === 'classic' ? 10 : 28);
});

test('different puzzles nearly always have different fingerprints', () => {
  const generator = new SudokuGenerator(SUDOKU_9, createRandom(2));
  const minimal = Array.from({ length: 300 }, () => fingerprint(generator.generate(0).puzzle));
  expect(new Set(minimal).size).toBe(300);
});
