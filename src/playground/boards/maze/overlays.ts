import { START, type MazeGrid } from '../../../puzzles/maze/geometry';
import { breadthFirst, UNREACHED } from '../../../puzzles/maze/search';
import { solveMaze } from '../../../puzzles/maze/solver';

/** The results of a search, drawn over the maze. */
export interface MazeOverlays {
  /** A tint by steps from the start. */
  readonly distance: boolean;
  /** Depth of the breadth-first search in steps; `null` shows none. */
  readonly depth: number | null;
  /** A shortest path, as a thin line. */
  readonly solution: boolean;
}

export const NO_OVERLAYS: MazeOverlays = { distance: false, depth: null, solution: false };

/** The overlays that a person has chosen. */
export interface MazeOverlayChoice {
  readonly distance: boolean;
  readonly frontier: boolean;
  readonly solution: boolean;
  /** Steps of the compared search during one segment; at least 1. */
  readonly pace: number;
}

export const INITIAL_OVERLAYS: MazeOverlayChoice = {
  distance: false,
  frontier: false,
  solution: false,
  pace: 4,
};

/** The overlays after a number of segments, 0 before the first. */
export function overlaysAt(choice: MazeOverlayChoice, segment: number): MazeOverlays {
  const { distance, frontier, solution, pace } = choice;
  return { distance, solution, depth: frontier ? pace * segment : null };
}

/** The result of a breadth-first search from the start of a maze. */
export interface MazeSearch {
  /** Steps from the start to each cell, `UNREACHED` for walls and unreachable cells. */
  readonly distances: Int16Array;
  /** Steps to the cell farthest from the start. */
  readonly farthest: number;
  /** The cells of the solver's shortest path, including start and goal. */
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

/** The reachable cells, in bands of equal width from near to far. */
export function distanceBands({ distances, farthest }: MazeSearch): number[][] {
  const bands = Array.from({ length: DISTANCE_LEVELS }, (): number[] => []);
  distances.forEach((steps, cell) => {
    if (steps === UNREACHED) return;
    const band = Math.floor((steps / (farthest + 1)) * DISTANCE_LEVELS);
    bands[band]!.push(cell);
  });
  return bands;
}

/** The progress of a search compared with a thought. */
export interface Compared {
  /** The cells marked as path: those that the search has reached, and those ahead of it. */
  readonly within: readonly number[];
  readonly ahead: readonly number[];
}

/**
 * Splits the marked path by the cells that breadth-first search has reached after `depth` steps.
 */
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
