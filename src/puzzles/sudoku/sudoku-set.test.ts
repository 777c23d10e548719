import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { applySymmetry, randomSymmetry } from './augment';
import { SudokuGenerator } from './generator';
import { SUDOKU_9 } from './geometry';
import { SudokuSet } from './sudoku-set';
import { anyPuzzle } from './testing';

test('holds every redrawing of what was added', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ geometry, random, puzzle }) => {
      const set = new SudokuSet([puzzle]);
      expect(set.has(applySymmetry(puzzle, randomSymmetry(geometry, random)))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('holds nothing else, even where only the digits are arranged otherwise', () => {
  const generator = new SudokuGenerator(SUDOKU_9, createRandom(1));
  const puzzles = Array.from({ length: 20 }, () => generator.generate(30).puzzle);
  const set = new SudokuSet(puzzles.slice(0, 10));
  expect(set.size).toBe(10);
  expect(puzzles.map((puzzle) => set.has(puzzle))).toEqual(puzzles.map((_, i) => i < 10));

  // The same fingerprint, as two unlike givens change places.
  const [puzzle] = puzzles as [Uint8Array];
  const [a, b] = [...puzzle.keys()].filter((cell) => puzzle[cell] !== 0) as [number, number];
  expect(puzzle[a]).not.toBe(puzzle[b]);
  expect(set.has(puzzle.with(a, puzzle[b]!).with(b, puzzle[a]!))).toBe(false);
  // What is added after a question was asked is found as well.
  set.add(puzzles[15]!);
  expect(set.has(puzzles[15]!)).toBe(true);
});
