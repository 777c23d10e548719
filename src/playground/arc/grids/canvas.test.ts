import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeArc } from '../../../puzzles/arc/codec';
import { createGrid, gridFromRows, gridsEqual } from '../../../puzzles/arc/grid';
import { anyGrid } from '../../../puzzles/arc/testing';
import type { Frame } from '../../../reasoning/trace';
import { frameOf } from '../store/testing';
import { rightFrom, viewOfCanvas } from './canvas';

const anyFrame = fc.uint8Array({ minLength: 25, maxLength: 25, max: 11 }).map((tokens): Frame => ({
  tokens,
  confidence: Float32Array.from(tokens, () => 0.5),
  ...{ qHalt: 0, qContinue: 0, milliseconds: 1 },
}));

test('the inside is the cropped answer, and the picture has the size of the largest one', () => {
  fc.assert(
    fc.property(fc.array(anyFrame, { minLength: 1, maxLength: 4 }), (frames) => {
      frames.forEach((frame, at) => {
        const { height, width, answer, cells } = viewOfCanvas(frames, at + 1);
        const cropped = decodeArc(frame.tokens);
        expect(answer).toEqual(cropped);
        const inside = cells.filter((cell) => cell.inside);
        expect(inside.map(({ colour }) => colour)).toEqual([...(cropped?.cells ?? [])]);
        expect(cells).toHaveLength(height * width);
        expect(height).toBeGreaterThanOrEqual(cropped?.height ?? 1);
        expect(width).toBeGreaterThanOrEqual(cropped?.width ?? 1);
      });
    }),
  );
});

test('changed cells are those that differ from the segment before', () => {
  const frames = [gridFromRows([[1, 2]]), gridFromRows([[1, 3]])].map(frameOf);
  expect(viewOfCanvas(frames, 1).cells.some(({ changed }) => changed)).toBe(false);
  expect(viewOfCanvas(frames, 2).cells.map(({ changed }) => changed)).toEqual([false, true]);
});

test('distinguishes ends and stray colours beyond the answer', () => {
  const [small, large] = [frameOf(gridFromRows([[5]])), frameOf(createGrid(2, 3))];
  const stray = { ...small, tokens: small.tokens.with(6, 9) };
  const { cells } = viewOfCanvas([stray, large], 1);
  expect(cells.map(({ inside, border, colour }) => [inside, border, colour])).toEqual([
    [true, false, 5],
    [false, true, null],
    [false, false, null],
    [false, true, null],
    [false, false, null],
    [false, false, 7],
  ]);
});

test('an answer is right from the segment after the last wrong one', () => {
  fc.assert(
    fc.property(
      anyGrid(4),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
      (grid, hits) => {
        const wrong = { ...grid, cells: grid.cells.map((colour) => (colour + 1) % 10) };
        expect(gridsEqual(grid, wrong)).toBe(false);
        const frames = hits.map((hit) => frameOf(hit ? grid : wrong));
        const from = rightFrom(frames, grid);
        if (from === null) expect(hits.at(-1)).toBe(false);
        else {
          expect(hits.slice(from - 1).every(Boolean)).toBe(true);
          expect(hits[from - 2] ?? false).toBe(false);
        }
      },
    ),
  );
});
