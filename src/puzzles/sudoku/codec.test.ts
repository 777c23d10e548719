import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSudoku, encodeSudoku, vocabularySize } from './codec';
import { SUDOKU_4, SUDOKU_9 } from './geometry';
import { anyGrid } from './testing';

test('the layout is the official one', () => {
  const grid = new Uint8Array(81);
  grid.set([0, 1, 9]);
  expect([...encodeSudoku(grid).slice(0, 4)]).toEqual([1, 2, 10, 1]);
  expect(vocabularySize(SUDOKU_9)).toBe(11);
  expect(vocabularySize(SUDOKU_4)).toBe(6);
});

test('decoding undoes encoding', () => {
  fc.assert(
    fc.property(anyGrid(), (grid) => {
      expect(decodeSudoku(encodeSudoku(grid))).toEqual(grid);
    }),
  );
});

test('tokens that are not digits of the size become blanks', () => {
  const tokens = new Uint8Array(16).fill(2);
  tokens.set([0, 1, 5, 6, 255]);
  expect([...decodeSudoku(tokens).slice(0, 6)]).toEqual([0, 0, 4, 0, 0, 1]);
  expect(() => decodeSudoku(new Uint8Array(80))).toThrow('80 cells');
});
