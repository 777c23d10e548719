import { START, type MazeGrid } from '../../../puzzles/maze/geometry';
import { breadthFirst, UNREACHED } from '../../../puzzles/maze/search';
import { solveMaze } from '../../../puzzles/maze/solver';

/** What a search knows, laid over the maze. */
export interface MazeOverlays {
  /** A tint by steps from the start. */
  readonly distance: boolean;
  /** How many steps from the start a breadth-first search has gone; `null` shows none. */
  readonly depth: number | null;
  /** A shortest path, as a thin line. */
  readonly solution: boolean;
}

export const NO_OVERLAYS: MazeOverlays = { distance: false, depth: null, solution: false };

/** What a person wants laid over the maze. */
export interface MazeOverlayChoice {
  readonly distance: boolean;
  readonly frontier: boolean;
  readonly solution: boolean;
  /** Steps that the search compared with goes while the model thinks one segment; at least 1. */
  readonly pace: number;
}

export const INITIAL_OVERLAYS: MazeOverlayChoice = {
  distance: false,
  frontier: false,
  solution: false,
  pace: 4,
};

/** The choice as the board shows it after a number of segments, 0 before the first. */
export function overlaysAt(choice: MazeOverlayChoice, segment: number): MazeOverlays {
  const { distance, frontier, solution, pace } = choice;
  return { distance, solution, depth: frontier ? pace * segment : null };
}

/** What a breadth-first search from the start finds out about a maze. */
export interface MazeSearch {
  /** Steps from the start to each cell, `UNREACHED` for walls and where no way leads. */
  readonly distances: Int16Array;
  /** Steps to the cell farthest from the start. */
  readonly farthest: number;
  /** The cells of the shortest path that the solver takes, start and goal included. */
  readonly path: readonly number[] | null;
}

/** @returns `null` if the maze has no start */
export function searchMaze(puzzle: MazeGrid): MazeSearch | null {
  const start = puzzle.indexOf(START);
  if (start < 0) return null;
  const solved = solveMaze(puzzle, 1);
  const { distances, order } = solved?.search ?? breadthFirst(puzzle, start);
  return { distances, farthest: distances[order.at(-1)!]!, path: solved?.path ?? null };
}

export const DISTANCE_LEVELS = 10;

/** The cells that can be reached, in bands of equal width from near to far. */
export function distanceBands({ distances, farthest }: MazeSearch): number[][] {
  const bands = Array.from({ length: DISTANCE_LEVELS }, (): number[] => []);
  distances.forEach((steps, cell) => {
    if (steps === UNREACHED) return;
    const band = Math.floor((steps / (farthest + 1)) * DISTANCE_LEVELS);
    bands[band]!.push(cell);
  });
  return bands;
}

/** How far a search has come beside a thought. */
export interface Compared {
  /** Of the cells marked as path, those within reach of the search, and those ahead of it. */
  readonly within: readonly number[];
  readonly ahead: readonly number[];
}

/** The path a model marks, parted by how far breadth-first search has gone after `depth` steps. */
export function comparePath(
  path: readonly number[],
  { distances }: MazeSearch,
  depth: number,
): Compared {
  const isWithin = (cell: number) => distances[cell] !== UNREACHED && distances[cell]! <= depth;
  return {
    within: path.filter(isWithin),
    ahead: path.filter((cell) => !isWithin(cell)),
  };
}
