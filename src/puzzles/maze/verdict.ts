import {
  describeCell,
  geometryForCells,
  GOAL,
  OPEN,
  PATH,
  START,
  WALL,
  type MazeGrid,
} from './geometry';
import { breadthFirst, UNREACHED } from './search';

/** How good an answer is, from best to worst. */
export type MazeVerdict =
  /** Equals the label. */
  | { readonly kind: 'exact'; readonly message: string }
  /** Another path of the same, optimal, length, and nothing else drawn. */
  | { readonly kind: 'valid'; readonly message: string }
  /** Nothing is drawn, and no path exists. */
  | { readonly kind: 'none'; readonly message: string }
  /** The path reaches the goal, but more cells are marked than a shortest path needs. */
  | { readonly kind: 'connected'; readonly message: string }
  /** The path is interrupted, or the maze itself was changed. */
  | { readonly kind: 'broken'; readonly message: string };

/**
 * Judges a drawn answer.
 * @param answer a maze of the size of `puzzle`, with a path drawn
 * @param puzzle the puzzle; a path in it counts as open
 * @param label the label; `null` if there is none, and then nothing is 'exact'
 * @throws RangeError if the sizes differ
 */
export function judgeMaze(answer: MazeGrid, puzzle: MazeGrid, label: MazeGrid | null): MazeVerdict {
  const { side } = geometryForCells(puzzle.length);
  if (answer.length !== puzzle.length) {
    throw new RangeError(`An answer of ${answer.length} cells to a maze of ${puzzle.length}.`);
  }
  const isGround = (cell: number | undefined) => cell === OPEN || cell === PATH;
  const changed = answer.findIndex(
    (cell, at) => cell !== puzzle[at] && !(isGround(cell) && isGround(puzzle[at])),
  );
  if (changed >= 0) {
    return {
      kind: 'broken',
      message: `The maze itself changed at ${describeCell(changed, side)}.`,
    };
  }

  const shortest = distance(puzzle);
  const marked = answer.filter((cell) => cell === PATH).length;
  if (shortest === UNREACHED) {
    const isWhole = puzzle.includes(START) && puzzle.includes(GOAL);
    return isWhole && marked === 0
      ? { kind: 'none', message: 'No way leads to the goal, and none is drawn.' }
      : { kind: 'broken', message: 'No way leads to the goal.' };
  }
  // Only on the drawn path: open cells become walls.
  const drawn = distance(answer.map((cell) => (cell === OPEN ? WALL : cell)));
  if (drawn === UNREACHED) {
    return { kind: 'broken', message: 'The path does not reach the goal.' };
  }
  const spare = marked - (shortest - 1);
  if (drawn > shortest) {
    const message = `The path reaches the goal in ${drawn} steps; ${shortest} are enough.`;
    return { kind: 'connected', message };
  }
  if (spare > 0) {
    const cells = spare === 1 ? '1 more cell is' : `${spare} more cells are`;
    return {
      kind: 'connected',
      message: `A shortest path is drawn, and ${cells} marked than it needs.`,
    };
  }
  if (label?.every((cell, at) => cell === answer[at])) {
    return { kind: 'exact', message: `The path of the answer, ${shortest} steps.` };
  }
  return { kind: 'valid', message: `A shortest path, ${shortest} steps.` };
}

/** Steps from start to goal; `UNREACHED` if there is no path, or one of them is missing. */
function distance(grid: MazeGrid): number {
  const [start, goal] = [grid.indexOf(START), grid.indexOf(GOAL)];
  return start < 0 || goal < 0 ? UNREACHED : breadthFirst(grid, start).distances[goal]!;
}

/** Whether an answer with this verdict is right. */
export function isRight({ kind }: MazeVerdict): boolean {
  return kind === 'exact' || kind === 'valid' || kind === 'none';
}

/**
 * Whether an answer is right: a shortest path and nothing else, in a puzzle that has none drawn; or
 * nothing, if no way leads to the goal.
 */
export function solvesMaze(answer: MazeGrid, puzzle: MazeGrid): boolean {
  if (puzzle.includes(PATH) || answer.length !== puzzle.length) return false;
  return isRight(judgeMaze(answer, puzzle, null));
}
