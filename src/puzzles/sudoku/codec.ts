import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';

/**
 * The official token layout of Sudoku: PAD 0, blank 1, digit d at d + 1. PAD is in no grid; the
 * loss ignores cells with the label PAD.
 */
export const PAD = 0;
export const BLANK = 1;

/** Number of tokens: the digits, the blank and PAD. 11 for 9×9, 6 for 4×4. */
export function vocabularySize(geometry: SudokuGeometry): number {
  return geometry.size + 2;
}

/** Tokens of a grid, one for each cell, row by row. */
export function encodeSudoku(grid: SudokuGrid): Uint8Array {
  return grid.map((digit) => digit + 1);
}

/**
 * The grid in tokens. A model may predict anything, so a token that is not a digit of this size
 * (PAD, blank, beyond the vocabulary) becomes a blank.
 * @throws RangeError unless there are 16 or 81 tokens.
 */
export function decodeSudoku(tokens: Uint8Array): SudokuGrid {
  const { size } = geometryForCells(tokens.length);
  return tokens.map((token) => (token > BLANK && token <= size + 1 ? token - 1 : 0));
}
