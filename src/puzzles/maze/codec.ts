import { geometryForCells, OPEN, PATH, WALL, type MazeGrid } from './geometry';

/** The official token layout: PAD 0, wall 1, open 2, start 3, goal 4, path 5. */
export const VOCABULARY_SIZE = 6;

/** Tokens of a maze, one for each cell, row by row. */
export function encodeMaze(grid: MazeGrid): Uint8Array {
  return grid.slice();
}

/**
 * The maze in tokens. A model may predict anything, so a token that is not a cell (PAD, or beyond
 * the vocabulary) becomes an open cell.
 * @throws RangeError unless the number of tokens is that of a maze.
 */
export function decodeMaze(tokens: Uint8Array): MazeGrid {
  geometryForCells(tokens.length);
  return tokens.map((token) => (token >= WALL && token <= PATH ? token : OPEN));
}
