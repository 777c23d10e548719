import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { decodeArc, drawOrigin, encodeArc, EOS, PAD, VOCABULARY_SIZE } from './codec';
import { gridFromRows, gridsEqual, MAX_SIDE } from './grid';
import { anyGrid, anyPair } from './testing';
import { parseArcGrid } from './text';

test('lays a grid out like the official builder', () => {
  const grid = gridFromRows([
    [0, 1, 2],
    [9, 8, 7],
  ]);
  // prettier-ignore
  expect([...encodeArc(grid, 5)]).toEqual([
    2, 3, 4, EOS, PAD,
    11, 10, 9, EOS, PAD,
    EOS, EOS, EOS, PAD, PAD,
    PAD, PAD, PAD, PAD, PAD,
    PAD, PAD, PAD, PAD, PAD,
  ]);
  // A border that would lie beyond the canvas is left out.
  // prettier-ignore
  expect([...encodeArc(grid, 4, { row: 2, column: 1 })]).toEqual([
    PAD, PAD, PAD, PAD,
    PAD, PAD, PAD, PAD,
    PAD, 2, 3, 4,
    PAD, 11, 10, 9,
  ]);
});

test('decoding undoes encoding on every canvas that holds the grid', () => {
  fc.assert(
    fc.property(anyGrid(), fc.nat(MAX_SIDE), (grid, spare) => {
      const least = Math.max(grid.height, grid.width);
      const side = Math.min(MAX_SIDE, least + spare);
      const tokens = encodeArc(grid, side);
      expect(tokens).toHaveLength(side * side);
      expect(Math.max(...tokens)).toBeLessThan(VOCABULARY_SIZE);
      expect(decodeArc(tokens)).toEqual(grid);
    }),
  );
});

test('moves both grids of a pair together to a place where both fit', () => {
  fc.assert(
    fc.property(anyPair(), fc.integer(), (pair, seed) => {
      const origin = drawOrigin(pair, MAX_SIDE, createRandom(seed));
      for (const grid of [pair.input, pair.output]) {
        expect(decodeArc(encodeArc(grid, MAX_SIDE, origin), origin)).toEqual(grid);
      }
    }),
  );
});

test('every place is drawn, the last ones too', () => {
  const grid = gridFromRows([[1, 2, 3]]);
  const random = createRandom(4);
  const origins = Array.from({ length: 200 }, () =>
    drawOrigin({ input: grid, output: grid }, 4, random),
  );
  const places = new Set(origins.map(({ row, column }) => `${row} ${column}`));
  expect(places.size).toBe(4 * 2);
});

test.each([
  ['noise beyond the borders', ['12_7', '34_7', '__07', '7777'], '12\n34'],
  ['a ragged edge: most cells win', ['1234', '12_4', '12_4', '1234'], '12\n12\n12\n12'],
  ['equals: the flattest wins', ['12__', '1___', '____', '____'], '12'],
  ['no border at all', ['12', '34'], '12\n34'],
  ['one cell', ['5_', '_5'], '5'],
])('crops %s', (_, rows, expected) => {
  const tokens = Uint8Array.from([...rows.join('')], (c) => (c === '_' ? EOS : Number(c) + 2));
  expect(decodeArc(tokens)).toEqual(parseArcGrid(expected));
});

test('accepts any prediction: the crop is a largest rectangle of colours', () => {
  const tokens = fc
    .integer({ min: 1, max: 8 })
    .chain((side) =>
      fc.uint8Array({ minLength: side * side, maxLength: side * side, max: VOCABULARY_SIZE }),
    );
  fc.assert(
    fc.property(tokens, (canvas) => {
      const side = Math.sqrt(canvas.length);
      const grid = decodeArc(canvas);
      let most = 0;
      for (let height = 1; height <= side; height++) {
        for (let width = 1; width <= side; width++) {
          const cells = Array.from(
            { length: height * width },
            (_, i) => canvas[Math.floor(i / width) * side + (i % width)]!,
          );
          if (cells.every((t) => t > EOS && t < VOCABULARY_SIZE)) {
            most = Math.max(most, height * width);
          }
        }
      }
      expect(grid === null ? 0 : grid.height * grid.width).toBe(most);
      if (grid !== null) expect(gridsEqual(decodeArc(encodeArc(grid, side))!, grid)).toBe(true);
    }),
  );
});

test('refuses what does not fit', () => {
  const grid = gridFromRows([[1, 2, 3]]);
  expect(() => encodeArc(grid, 2)).toThrow('A grid of 1×3 does not fit at row 0, column 0');
  expect(() => encodeArc(grid, 4, { row: 0, column: 2 })).toThrow('column 2 of a canvas of 4×4');
  expect(() => encodeArc(grid, 31)).toThrow(RangeError);
  expect(() => drawOrigin({ input: grid, output: grid }, 2, createRandom(1))).toThrow(RangeError);
  expect(() => decodeArc(new Uint8Array(12))).toThrow('12 tokens are no square canvas.');
});
