import { createRandom } from '../random';
import { MazeGenerator, mazeSettings } from './generator';
import type { MazeGrid } from './geometry';

const made = new Map<number, MazeGrid>();

/**
 * The first maze on a board of this side: corridors with a shortest path that is long enough that a
 * model does not see it at once.
 */
export function firstMaze(side: number): MazeGrid {
  let maze = made.get(side);
  if (maze === undefined) {
    const minPath = side < 9 ? side : Math.round(2.25 * side);
    maze = new MazeGenerator(mazeSettings(side, { minPath }), createRandom(4)).generate().puzzle;
    made.set(side, maze);
  }
  return maze;
}
