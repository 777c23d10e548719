import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMaze, encodeMaze, VOCABULARY_SIZE } from './codec';
import { formatMazeLine, parseMaze } from './parse';
import { anyMaze } from './testing';

test('the layout is the official one', () => {
  const grid = parseMaze('# SG' + 'o##o' + 'oooo' + '    ');
  expect([...encodeMaze(grid).slice(0, 6)]).toEqual([1, 2, 3, 4, 5, 1]);
  expect(VOCABULARY_SIZE).toBe(6);
});

test('decoding undoes encoding', () => {
  fc.assert(
    fc.property(anyMaze(), (grid) => {
      expect(decodeMaze(encodeMaze(grid))).toEqual(grid);
    }),
  );
});

test('tokens that are not cells become open cells', () => {
  const tokens = new Uint8Array(16).fill(1);
  tokens.set([0, 2, 3, 4, 5, 6, 255]);
  expect(formatMazeLine(decodeMaze(tokens))).toBe('  SGo  #########');
  expect(() => decodeMaze(new Uint8Array(17))).toThrow('A maze is 4×4 to 30×30.');
  expect(() => decodeMaze(new Uint8Array(31 * 31))).toThrow('A maze is 4×4 to 30×30.');
});
