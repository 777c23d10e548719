import { geometryForCells, GOAL, OUTSIDE, START, WALL, type MazeGrid } from './geometry';

export interface AStarSearch {
  /** The cells of a shortest path, start and goal included; `null` if no path leads to the goal. */
  readonly path: readonly number[] | null;
  /** The cells in the order in which they were settled; an overlay plays it. */
  readonly settled: readonly number[];
}

/**
 * A* with the Manhattan distance (Hart, Nilsson and Raphael 1968). The estimate is consistent: it
 * changes by 1 in a step, so the sum of steps taken and estimated never falls, and grows by 0 or 2.
 * So plain buckets, one for each sum, are a priority queue. Of equal sums the latest is taken
 * first, which goes straight to the goal instead of widening.
 *
 * @returns `null` if start or goal is missing
 */
export function aStar(grid: MazeGrid): AStarSearch | null {
  const [start, goal] = [grid.indexOf(START), grid.indexOf(GOAL)];
  if (start < 0 || goal < 0) return null;
  const { side, cells, neighbours } = geometryForCells(grid.length);
  const estimate = (cell: number) =>
    Math.abs((cell % side) - (goal % side)) +
    Math.abs(Math.floor(cell / side) - Math.floor(goal / side));

  const steps = new Int16Array(cells).fill(cells);
  const cameFrom = new Int16Array(cells).fill(OUTSIDE);
  const isSettled = new Uint8Array(cells);
  const settled: number[] = [];
  const buckets: number[][] = [];
  steps[start] = 0;
  buckets[estimate(start)] = [start];
  for (let sum = estimate(start); sum < buckets.length; sum++) {
    for (let cell = buckets[sum]?.pop(); cell !== undefined; cell = buckets[sum]!.pop()) {
      if (isSettled[cell]) continue;
      isSettled[cell] = 1;
      settled.push(cell);
      if (cell === goal) return { path: trace(cameFrom, goal), settled };
      for (let way = 4 * cell; way < 4 * cell + 4; way++) {
        const next = neighbours[way]!;
        if (next === OUTSIDE || grid[next] === WALL || steps[next]! <= steps[cell]! + 1) continue;
        steps[next] = steps[cell]! + 1;
        cameFrom[next] = cell;
        (buckets[steps[next] + estimate(next)] ??= []).push(next);
      }
    }
  }
  return { path: null, settled };
}

function trace(cameFrom: Int16Array, goal: number): number[] {
  const path: number[] = [];
  for (let cell = goal; cell !== OUTSIDE; cell = cameFrom[cell]!) path.push(cell);
  return path.reverse();
}
