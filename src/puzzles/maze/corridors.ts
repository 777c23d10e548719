import type { Random } from '../random';
import { MIN_SIDE, OPEN, WALL, type MazeGrid } from './geometry';

/** A maze without start and goal. */
export interface Ground {
  readonly grid: MazeGrid;
  /** The cells where start and goal may be. */
  readonly places: readonly number[];
}

/**
 * Probability that the growing tree continues from its newest room; otherwise it continues from any
 * room. 1 would be the recursive backtracker with a few long corridors; 0 would be Prim's algorithm
 * with many short dead ends.
 */
const NEWEST_SHARE = 0.8;

/**
 * Corridors one cell wide: a perfect maze by the growing-tree algorithm, then it opens a share of
 * the walls left between neighbouring rooms. Each opening makes a loop.
 *
 * Rooms are on every second row and column. A maze with an odd side has a wall all around. One with
 * an even side reaches one edge, drawn separately for rows and columns.
 *
 * @param loops probability, 0…1, that a wall between two rooms is opened; 0 leaves a perfect maze
 * @returns places are the rooms
 */
export function carveCorridors(side: number, loops: number, random: Random): Ground {
  if (side < MIN_SIDE) throw new RangeError(`Corridors need a side of ${MIN_SIDE}, not ${side}.`);
  const grid = new Uint8Array(side * side).fill(WALL);
  const across = Math.floor(side / 2);
  const edge = () => (side % 2 === 1 ? 1 : random.below(2));
  const [top, left] = [edge(), edge()];
  const places = Array.from({ length: across * across }, (_, room) => {
    const [row, column] = [Math.floor(room / across), room % across];
    return (top + 2 * row) * side + left + 2 * column;
  });
  /** The cell between two neighbouring rooms. */
  const between = (room: number, other: number) => (places[room]! + places[other]!) / 2;
  const neighbours = (room: number) => {
    const column = room % across;
    const found: number[] = [];
    if (room >= across) found.push(room - across);
    if (column < across - 1) found.push(room + 1);
    if (room < across * (across - 1)) found.push(room + across);
    if (column > 0) found.push(room - 1);
    return found;
  };

  const first = random.below(places.length);
  const growing = [first];
  grid[places[first]!] = OPEN;
  while (growing.length > 0) {
    const at = random.float() < NEWEST_SHARE ? growing.length - 1 : random.below(growing.length);
    const room = growing[at]!;
    const fresh = neighbours(room).filter((other) => grid[places[other]!] === WALL);
    if (fresh.length === 0) {
      growing.splice(at, 1);
      continue;
    }
    const next = fresh[random.below(fresh.length)]!;
    grid[between(room, next)] = OPEN;
    grid[places[next]!] = OPEN;
    growing.push(next);
  }
  places.forEach((_, room) => {
    for (const other of neighbours(room)) {
      const wall = between(room, other);
      if (other > room && grid[wall] === WALL && random.float() < loops) grid[wall] = OPEN;
    }
  });
  return { grid, places };
}
