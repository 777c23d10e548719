import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anySide } from '../../../puzzles/maze/testing';
import { corners, discs, lineThrough, pipes, runs, seams, squares } from './paths';

/** The area that rectangles `M x y h w v h h -w z` enclose, overlaps counted twice. */
function area(path: string): number {
  return [...path.matchAll(/h([\d.-]+)v([\d.-]+)h/g)].reduce(
    (sum, [, width, height]) => sum + Number(width) * Number(height),
    0,
  );
}

const anyCells = anySide(30).chain((side) =>
  fc.record({
    side: fc.constant(side),
    picked: fc.uniqueArray(fc.nat(side * side - 1), { maxLength: 200 }),
  }),
);

test('runs cover the picked cells, in as few rectangles as rows allow', () => {
  fc.assert(
    fc.property(anyCells, ({ side, picked }) => {
      const set = new Set(picked);
      const path = runs(side * side, side, (cell) => set.has(cell));
      expect(area(path)).toBe(picked.length);
      const begins = picked.filter((cell) => cell % side === 0 || !set.has(cell - 1));
      expect(path.match(/M/g)?.length ?? 0).toBe(begins.length);
    }),
  );
});

test('a path stays within its cells, and has an arm for each connected neighbour', () => {
  fc.assert(
    fc.property(anyCells, ({ side, picked }) => {
      const set = new Set(picked);
      const beside = (cell: number) =>
        [
          cell - side,
          cell + side,
          ...(cell % side > 0 ? [cell - 1] : []),
          ...(cell % side < side - 1 ? [cell + 1] : []),
        ].filter((other) => set.has(other)).length;
      const arms = picked.reduce((sum, cell) => sum + beside(cell), 0);
      // A middle is half a cell wide, an arm a quarter long.
      const expected = picked.length / 4 + arms / 8;
      expect(area(pipes(picked, side, (cell) => set.has(cell)))).toBeCloseTo(expected);
    }),
  );
});

test('signs stand on their cells', () => {
  expect(squares([5], 4, 0.25)).toBe('M1.25 1.25h0.5v0.5h-0.5z');
  expect(corners([5], 4)).toBe('M1.5 1h.5v.5z');
  expect(discs([5], 4, 0.25)).toBe('M1.25 1.5a0.25 0.25 0 1 0 0.5 0a0.25 0.25 0 1 0 -0.5 0');
  expect(lineThrough([0, 1, 5], 4)).toBe('M0.5 0.5L1.5 0.5L1.5 1.5');
  expect(lineThrough([], 4)).toBe('');
});

test('a seam lies between the two kinds of cells, not at the edge', () => {
  const left = (cell: number) => cell % 4 < 2;
  expect(seams(16, 4, left, (cell) => !left(cell))).toBe('M2 0v1M2 1v1M2 2v1M2 3v1');
  expect(
    seams(
      16,
      4,
      () => true,
      () => false,
    ),
  ).toBe('');
});
