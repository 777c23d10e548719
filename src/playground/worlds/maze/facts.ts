import { GOAL, type MazeGrid } from '../../../puzzles/maze/geometry';
import { breadthFirst } from '../../../puzzles/maze/search';
import { solveMaze, type MazeSolution } from '../../../puzzles/maze/solver';

/** The solution of a maze, independent of any model. */
export interface MazeFacts {
  /** `null` if no path leads to the goal; counts at most two shortest paths. */
  readonly solution: MazeSolution | null;
  /** Whether a cell lies on a shortest path. */
  isOnShortest(cell: number): boolean;
}

const known = new WeakMap<MazeGrid, MazeFacts>();

/** Searched once for each maze. */
export function factsOf(maze: MazeGrid): MazeFacts {
  let facts = known.get(maze);
  if (facts === undefined) known.set(maze, (facts = search(maze)));
  return facts;
}

function search(maze: MazeGrid): MazeFacts {
  const solution = solveMaze(maze, 2);
  if (solution === null) return { solution, isOnShortest: () => false };
  const { length, search } = solution;
  const toGoal = breadthFirst(maze, maze.indexOf(GOAL)).distances;
  // If either is unreached, the sum is smaller than the length.
  const isOnShortest = (cell: number) => search.distances[cell]! + toGoal[cell]! === length;
  return { solution, isOnShortest };
}
