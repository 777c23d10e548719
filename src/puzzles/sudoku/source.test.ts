import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { applySymmetryToBoth, randomSymmetry } from './augment';
import { canonicalSudoku } from './canonical';
import { DIAGONAL_4, DIAGONAL_9, SUDOKU_4, SUDOKU_9, type SudokuGeometry } from './geometry';
import { formatSudoku } from './parse';
import { SudokuSolver } from './solver';
import {
  EASY_GIVENS,
  emptySetFor,
  generatedSource,
  heldOut,
  listSource,
  SMALL_GIVENS,
  USUAL_GIVENS,
  type SudokuSample,
  type SudokuSource,
} from './source';
import { SudokuSet } from './sudoku-set';

const take = (source: SudokuSource, count: number) => Array.from({ length: count }, () => source());
const text = ({ puzzle }: SudokuSample) => formatSudoku(puzzle);

const KINDS = [
  ['4×4', SUDOKU_4, SMALL_GIVENS],
  ['9×9 easy', SUDOKU_9, EASY_GIVENS],
  ['9×9', SUDOKU_9, USUAL_GIVENS],
  ['diagonal 4×4', DIAGONAL_4, [4, 8]],
  ['diagonal 9×9', DIAGONAL_9, USUAL_GIVENS],
] as const;

function expectProper(geometry: SudokuGeometry, { puzzle, solution }: SudokuSample) {
  expect(new SudokuSolver(geometry).solve(puzzle)).toMatchObject({ solutions: 1, solution });
}

test.each(KINDS)('%s: new puzzles and their views are valid', (_, geometry, givens) => {
  const counts = new Set<number>();
  // New ones until 512, then mostly views.
  take(generatedSource({ geometry, givens, seed: 3 }), 650).forEach((sample, at) => {
    counts.add(sample.puzzle.filter((digit) => digit > 0).length);
    if (at % 5 === 0) expectProper(geometry, sample);
  });
  expect(Math.min(...counts)).toBe(givens[0]);
  expect(Math.max(...counts)).toBe(givens[1]);
});

test.each(KINDS)('%s: the seed decides the stream', (_, geometry, givens) => {
  const stream = (seed: number, count: number) =>
    take(generatedSource({ geometry, givens, seed }), count).map(text);
  const first = stream(5, 540);
  expect(stream(5, 540)).toEqual(first);
  expect(stream(6, 10)).not.toEqual(first.slice(0, 10));
  if (geometry.size === 9) expect(new Set(first).size).toBe(540);
});

test('changes to a sample do not affect the source', () => {
  const options = { geometry: SUDOKU_9, givens: EASY_GIVENS, seed: 2 };
  const expected = take(generatedSource(options), 540).map(text);
  const source = generatedSource(options);
  const seen = Array.from({ length: 540 }, () => {
    const sample = source();
    const seen = text(sample);
    sample.puzzle.fill(0);
    sample.solution.fill(0);
    return seen;
  });
  expect(seen).toEqual(expected);
});

test('held-out puzzles are not taught, in any view', () => {
  const options = { geometry: DIAGONAL_9, givens: [34, 34] as const, seed: 8 };
  // With the same seed but without exclusion, the source would begin with these puzzles.
  const excluding = emptySetFor(DIAGONAL_9);
  const held = heldOut(generatedSource(options), 40, excluding);
  expect(excluding.size).toBe(40);
  expect(new Set(held.map(text)).size).toBe(40);
  const taught = take(generatedSource({ ...options, excluding }), 1000);
  const forms = new SudokuSet(
    taught.map(({ puzzle }) => puzzle),
    'diagonal',
  );
  for (const { puzzle } of held) expect(forms.has(puzzle)).toBe(false);
});

test('the same on 4×4, and plenty is left to teach', () => {
  const options = { geometry: SUDOKU_4, givens: [6, 9] as const, seed: 1 };
  const excluding = emptySetFor(SUDOKU_4);
  const held = heldOut(generatedSource(options), 256, excluding);
  expect(held).toHaveLength(256);
  const form = ({ puzzle }: SudokuSample) => formatSudoku(canonicalSudoku(puzzle, SUDOKU_4));
  const heldForms = new Set(held.map(form));
  expect(heldForms.size).toBe(256);
  const taught = take(generatedSource({ ...options, excluding }), 3000).map(form);
  expect(taught.some((puzzle) => heldForms.has(puzzle))).toBe(false);
  expect(new Set(taught).size).toBeGreaterThan(1000);
});

test('a source without other puzzles fails', () => {
  const options = { geometry: SUDOKU_4, givens: [16, 16] as const, seed: 1 };
  const excluding = emptySetFor(SUDOKU_4);
  // There are 288 full grids, and two of them are essentially different.
  expect(heldOut(generatedSource(options), 20, excluding)).toHaveLength(2);
  expect(generatedSource({ ...options, excluding })).toThrow('are to be left out');
});

test.each([SUDOKU_9, DIAGONAL_9])('a list is drawn completely before it repeats', (geometry) => {
  const list = take(generatedSource({ geometry, givens: [30, 40], seed: 4 }), 12);
  const sets = list.map(({ puzzle }) => new SudokuSet([puzzle], geometry.rule));
  const source = listSource(list, { geometry, seed: 9 });
  const which = (sample: SudokuSample) => {
    expectProper(geometry, sample);
    return sets.findIndex((set) => set.has(sample.puzzle));
  };
  const rounds = [take(source, 12), take(source, 12)].map((round) => round.map(which));
  for (const round of rounds) expect(round.toSorted((a, b) => a - b)).toEqual([...list.keys()]);
  expect(rounds[0]).not.toEqual(rounds[1]);
  expect(take(listSource(list, { geometry, seed: 9 }), 12).map(which)).toEqual(rounds[0]);
});

test('some puzzles of a list can be held out for an evaluation', () => {
  const geometry = SUDOKU_9;
  const list = take(generatedSource({ geometry, givens: USUAL_GIVENS, seed: 4 }), 10);
  const twice = list.map((sample) =>
    applySymmetryToBoth(sample, randomSymmetry(geometry, createRandom(1))),
  );
  const excluding = emptySetFor(geometry);
  const held = heldOut(listSource(list, { geometry, seed: 1 }), 3, excluding);
  expect(held).toHaveLength(3);
  const source = listSource([...list, ...twice], { geometry, seed: 2, excluding });
  const taught = new SudokuSet(take(source, 14).map(({ puzzle }) => puzzle));
  expect(list.filter(({ puzzle }) => taught.has(puzzle))).toHaveLength(7);
  for (const { puzzle } of held) expect(taught.has(puzzle)).toBe(false);

  expect(heldOut(listSource(list, { geometry, seed: 1 }), 20, excluding)).toHaveLength(7);
  expect(() => listSource(list, { geometry, seed: 1, excluding })).toThrow('no puzzle to draw');
  expect(() => listSource(list, { geometry: SUDOKU_4, seed: 1 })).toThrow('must all be 4×4');
});

test('a list of 4×4 puzzles never shows its held-out puzzles', () => {
  const geometry = SUDOKU_4;
  const list = take(generatedSource({ geometry, givens: [4, 8], seed: 4 }), 30);
  const excluding = emptySetFor(geometry);
  const held = heldOut(listSource(list, { geometry, seed: 1 }), 6, excluding);
  expect(held).toHaveLength(6);
  const taught = take(listSource(list, { geometry, seed: 1, excluding }), 500);
  const forms = new SudokuSet(taught.map(({ puzzle }) => puzzle));
  for (const { puzzle } of held) expect(forms.has(puzzle)).toBe(false);
});
