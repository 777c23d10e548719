import { decodeMaze } from './codec';
import { GOAL, OPEN, PATH, START, WALL, type MazeGrid } from './geometry';
import { breadthFirst } from './search';
import { judgeMaze, type MazeVerdict } from './verdict';

/** A model's prediction for every cell of a maze. */
export interface Prediction {
  /** The likeliest token of each cell, [cells]. */
  readonly tokens: Uint8Array;
  /** Its probability, [cells], 0…1. */
  readonly confidence: Float32Array;
}

/** A prediction read as an answer to a maze. */
export interface MazeReading {
  readonly answer: MazeGrid;
  /** Open cells that are marked as path. */
  readonly path: readonly number[];
  /** Cells where the model's answer differs from the maze itself: walls, marks, open cells. */
  readonly misread: readonly number[];
  /** Number of marked cells that are connected to the start by marks, and to the goal. */
  readonly joinedToStart: number;
  readonly joinedToGoal: number;
  readonly verdict: MazeVerdict;
}

/**
 * @param label the label, `null` if there is none
 * @throws RangeError if `tokens` and `puzzle` differ in size
 */
export function readAnswer(
  tokens: Uint8Array,
  puzzle: MazeGrid,
  label: MazeGrid | null,
): MazeReading {
  const answer = decodeMaze(tokens);
  const verdict = judgeMaze(answer, puzzle, label);
  const path: number[] = [];
  const misread: number[] = [];
  answer.forEach((token, cell) => {
    if (token === puzzle[cell]) return;
    if (isGround(token) && isGround(puzzle[cell])) {
      if (token === PATH) path.push(cell);
    } else misread.push(cell);
  });
  // The marks on the true maze; misread cells do not count.
  const marked = puzzle.map((token) => (isGround(token) ? WALL : token));
  for (const cell of path) marked[cell] = PATH;
  const joinedTo = (end: number) =>
    [...breadthFirst(marked, marked.indexOf(end)).order].filter((cell) => marked[cell] === PATH)
      .length;
  return {
    answer,
    path,
    misread,
    joinedToStart: puzzle.includes(START) ? joinedTo(START) : 0,
    joinedToGoal: puzzle.includes(GOAL) ? joinedTo(GOAL) : 0,
    verdict,
  };
}

/** A cell that a path may be drawn on. */
export function isGround(token: number | undefined): boolean {
  return token === OPEN || token === PATH;
}
