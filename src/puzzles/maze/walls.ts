import type { Random } from '../random';
import type { Ground } from './corridors';
import { OPEN, WALL } from './geometry';

/**
 * Walls at random, as in Maze-Hard: on a random share of the cells. Parts may be cut off from each
 * other.
 *
 * @param share of the cells that become wall, 0…1
 * @returns places are the open cells
 */
export function scatterWalls(side: number, share: number, random: Random): Ground {
  const cells = side * side;
  const grid = new Uint8Array(cells).fill(OPEN);
  const order = random.shuffle(Uint16Array.from({ length: cells }, (_, cell) => cell));
  const walls = Math.round(share * cells);
  for (const cell of order.subarray(0, walls)) grid[cell] = WALL;
  return { grid, places: Array.from(order.subarray(walls)) };
}
