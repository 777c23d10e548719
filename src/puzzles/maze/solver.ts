import { GOAL, OPEN, PATH, START, type MazeGrid } from './geometry';
import { breadthFirst, countShortestPaths, UNREACHED, type Search } from './search';
import { straightestPath } from './straightest';

export interface MazeSolution {
  /** Steps of a shortest path; it has one cell fewer between start and goal. */
  readonly length: number;
  /** The cells of one, start and goal included. */
  readonly path: readonly number[];
  /** Number of shortest paths, or `cap` if there are at least that many. */
  readonly paths: number;
  /** The maze with the path drawn: the label. */
  readonly solution: MazeGrid;
  /** The breadth-first search from the start, for overlays. */
  readonly search: Search;
}

const MOST_PATHS = 1000;

/**
 * Solves a maze by breadth-first search. Among several shortest paths it takes the one with the
 * fewest turns (`straightestPath`); a path drawn in `grid` counts as open ground.
 * @param cap counting of shortest paths stops here
 * @returns `null` if start or goal is missing or no path leads from one to the other
 */
export function solveMaze(grid: MazeGrid, cap = MOST_PATHS): MazeSolution | null {
  const [start, goal] = [grid.indexOf(START), grid.indexOf(GOAL)];
  if (start < 0 || goal < 0) return null;
  const search = breadthFirst(grid, start);
  const length = search.distances[goal]!;
  if (length === UNREACHED) return null;
  const path = straightestPath(search, goal);
  return {
    length,
    path,
    paths: countShortestPaths(search, goal, cap),
    solution: drawPath(grid, path),
    search,
  };
}

/** The maze with these cells as its path (start and goal keep their marks) and no other. */
export function drawPath(grid: MazeGrid, path: readonly number[]): MazeGrid {
  const drawn = erasePath(grid);
  for (const cell of path) if (drawn[cell] === OPEN) drawn[cell] = PATH;
  return drawn;
}

/** The maze without the path drawn in it. */
export function erasePath(grid: MazeGrid): MazeGrid {
  return grid.map((cell) => (cell === PATH ? OPEN : cell));
}
