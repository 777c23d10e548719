import { GOAL, START, type MazeGrid } from './geometry';
import { solveMaze, type MazeSolution } from './solver';

/** Checks whether a maze is a valid puzzle, for the editor. */
export type MazeCheck =
  /** Exactly one shortest path. */
  | { readonly kind: 'unique'; readonly solution: MazeSolution; readonly message: string }
  /** Several shortest paths; the solver draws one of them. */
  | { readonly kind: 'several'; readonly solution: MazeSolution; readonly message: string }
  /** No path leads from start to goal. */
  | { readonly kind: 'none'; readonly message: string }
  /** Start or goal is missing, or occurs more than once. */
  | { readonly kind: 'incomplete'; readonly message: string };

const MOST_PATHS = 1000;

/** @throws RangeError unless the number of cells is that of a maze. */
export function checkMaze(grid: MazeGrid): MazeCheck {
  for (const [mark, name] of [
    [START, 'start'],
    [GOAL, 'goal'],
  ] as const) {
    const count = grid.filter((cell) => cell === mark).length;
    if (count === 0) return { kind: 'incomplete', message: `There is no ${name} yet.` };
    if (count > 1) {
      return { kind: 'incomplete', message: `There are ${count} ${name}s; one is wanted.` };
    }
  }
  const solution = solveMaze(grid, MOST_PATHS);
  if (solution === null) return { kind: 'none', message: 'No way leads from start to goal.' };
  const { length, paths } = solution;
  const steps = `${length} ${length === 1 ? 'step' : 'steps'}`;
  if (paths === 1) return { kind: 'unique', solution, message: `One shortest path, ${steps}.` };
  const count = paths === MOST_PATHS ? `At least ${paths}` : paths;
  return { kind: 'several', solution, message: `${count} shortest paths of ${steps}.` };
}
