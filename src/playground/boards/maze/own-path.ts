import { geometryForCells, GOAL, START, WALL, type MazeGrid } from '../../../puzzles/maze/geometry';

/** A path drawn by hand: its cells from the start on, each beside the one before. */
export type OwnPath = readonly number[];

/** The path before its first step; empty if the maze has no start. */
export function noPath(maze: MazeGrid): OwnPath {
  const start = maze.indexOf(START);
  return start < 0 ? [] : [start];
}

/**
 * Continues to a cell: a cell on the path cuts it there, an open cell beside its end makes it
 * longer, and any other changes nothing. The path ends at the goal.
 */
export function walk(path: OwnPath, cell: number, maze: MazeGrid): OwnPath {
  const end = path.at(-1);
  if (end === undefined || cell === end || cell < 0) return path;
  const on = path.indexOf(cell);
  if (on >= 0) return path.slice(0, on + 1);
  const { neighbours } = geometryForCells(maze.length);
  const isBeside = neighbours.subarray(4 * end, 4 * end + 4).includes(cell);
  return isBeside && maze[cell] !== WALL && maze[end] !== GOAL ? [...path, cell] : path;
}

/** Goes straight to a cell in the row or column of the end, if no wall is between. */
export function reach(path: OwnPath, cell: number, maze: MazeGrid): OwnPath {
  const end = path.at(-1);
  if (end === undefined || path.includes(cell)) return walk(path, cell, maze);
  const { side } = geometryForCells(maze.length);
  const across = (cell % side) - (end % side);
  const down = Math.floor(cell / side) - Math.floor(end / side);
  if (across !== 0 && down !== 0) return path;
  const step = down === 0 ? Math.sign(across) : side * Math.sign(down);
  let next = path;
  for (let at = end + step; ; at += step) {
    const further = walk(next, at, maze);
    if (further === next) return path;
    next = further;
    if (at === cell) return next;
  }
}

const WAYS = { ArrowUp: 0, ArrowRight: 1, ArrowDown: 2, ArrowLeft: 3 } as const;

/** One step in the direction of an arrow key; `null` for any other key. */
export function walkByKey(path: OwnPath, key: string, maze: MazeGrid): OwnPath | null {
  if (!(key in WAYS)) return null;
  const end = path.at(-1);
  if (end === undefined) return path;
  return walk(path, neighbour(end, WAYS[key as keyof typeof WAYS], maze), maze);
}

const neighbour = (cell: number, way: number, maze: MazeGrid) =>
  geometryForCells(maze.length).neighbours[4 * cell + way]!;

const NAMES = ['up', 'right', 'down', 'left'] as const;

/** The open directions from the end of a path, in words: "right, down"; "no way on". */
export function waysOn(path: OwnPath, maze: MazeGrid): string {
  const end = path.at(-1);
  if (end === undefined) return 'no start';
  const open = NAMES.filter(
    (_, way) => walk(path, neighbour(end, way, maze), maze).length > path.length,
  );
  return open.length === 0 ? 'no way on' : open.join(', ');
}
