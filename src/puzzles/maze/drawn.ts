import { PuzzleFormatError } from '../format-error';
import { MAX_SIDE, WALL, type MazeGrid } from './geometry';

/** A drawn maze: a rectangle, perhaps without a start or a goal, perhaps with a path. */
export interface DrawnMaze {
  readonly width: number;
  readonly height: number;
  /** [height · width], row by row, tokens of `geometry.ts`. */
  readonly cells: Uint8Array;
}

/**
 * A drawn maze on a square board: the rest on the right and below becomes wall.
 * @throws PuzzleFormatError if it is larger than the board
 */
export function fitMaze({ width, height, cells }: DrawnMaze, side: number): MazeGrid {
  if (width > side || height > side) {
    const board = side === MAX_SIDE ? 'the largest board has' : 'this board has';
    throw new PuzzleFormatError(`a maze of ${width}×${height} cells; ${board} ${side}×${side}`);
  }
  const grid = new Uint8Array(side * side).fill(WALL);
  for (let row = 0; row < height; row++) {
    grid.set(cells.subarray(row * width, (row + 1) * width), row * side);
  }
  return grid;
}
