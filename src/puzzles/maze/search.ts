import { geometryForCells, OUTSIDE, WALL, type MazeGrid } from './geometry';

export const UNREACHED = -1;

/** The result of a breadth-first search from one cell. */
export interface Search {
  /** Steps to each cell; `UNREACHED` for walls and unreachable cells. */
  readonly distances: Int16Array;
  /** The cells reached, nearest first. */
  readonly order: Uint16Array;
}

/** Searches from `from` through every cell that is not a wall. */
export function breadthFirst(grid: MazeGrid, from: number): Search {
  const { cells, neighbours } = geometryForCells(grid.length);
  const distances = new Int16Array(cells).fill(UNREACHED);
  const order = new Uint16Array(cells);
  distances[from] = 0;
  order[0] = from;
  let reached = 1;
  for (let at = 0; at < reached; at++) {
    const cell = order[at]!;
    for (let way = 4 * cell; way < 4 * cell + 4; way++) {
      const next = neighbours[way]!;
      if (next === OUTSIDE || grid[next] === WALL || distances[next] !== UNREACHED) continue;
      distances[next] = distances[cell]! + 1;
      order[reached++] = next;
    }
  }
  return { distances, order: order.subarray(0, reached) };
}

/** The cells of a search by their distance: layer d has the cells after d steps. */
export function frontierLayers({ distances, order }: Search): number[][] {
  const layers: number[][] = [];
  for (const cell of order) (layers[distances[cell]!] ??= []).push(cell);
  return layers;
}

/**
 * One step back towards the start of a search: the neighbours of `cell` that are one step nearer,
 * in the order up, right, down, left.
 */
export function nearerNeighbours({ distances }: Search, cell: number): number[] {
  const { neighbours } = geometryForCells(distances.length);
  const nearer: number[] = [];
  const steps = distances[cell]! - 1;
  if (steps < 0) return nearer;
  for (let way = 4 * cell; way < 4 * cell + 4; way++) {
    const next = neighbours[way]!;
    if (next !== OUTSIDE && distances[next] === steps) nearer.push(next);
  }
  return nearer;
}

/** Number of shortest paths from the start of a search to `goal`; counting stops at `cap`. */
export function countShortestPaths(
  { distances, order }: Search,
  goal: number,
  cap: number,
): number {
  const { cells, neighbours } = geometryForCells(distances.length);
  const ways = new Float64Array(cells);
  ways[order[0]!] = 1;
  for (const cell of order) {
    // Every nearer cell came earlier in the order, so the paths to this one are complete.
    if (cell === goal) break;
    for (let way = 4 * cell; way < 4 * cell + 4; way++) {
      const next = neighbours[way]!;
      if (next === OUTSIDE || distances[next] !== distances[cell]! + 1) continue;
      ways[next] = Math.min(cap, ways[next]! + ways[cell]!);
    }
  }
  return ways[goal]!;
}
