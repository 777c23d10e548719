import {
  describeCell,
  geometryForCells,
  GOAL,
  OPEN,
  PATH,
  START,
  WALL,
  type MazeGrid,
} from '../../../puzzles/maze/geometry';
import type { MazeVerdict } from '../../../puzzles/maze/verdict';
import { plural } from '../../../puzzles/plural';
import { percent } from '../words';
import type { MazeThought } from './thought';

const NAMES: Readonly<Record<number, string>> = {
  [WALL]: 'wall',
  [OPEN]: 'open',
  [START]: 'start',
  [GOAL]: 'goal',
  [PATH]: 'path',
};

/** "Row 3, column 5: open". */
export function describeGround(cell: number, puzzle: MazeGrid): string {
  const place = describeCell(cell, geometryForCells(puzzle.length).side);
  return `${place[0]!.toUpperCase()}${place.slice(1)}: ${NAMES[puzzle[cell]!] ?? 'open'}`;
}

/**
 * A cell in words: its kind, its distance from the start, and the model's prediction.
 * @param distances steps from the start to each cell, negative for unreachable cells; `null` if
 * unknown
 */
export function describeMazeCell(
  cell: number,
  puzzle: MazeGrid,
  thought: MazeThought | null,
  distances: Int16Array | null,
): string {
  return `${describeGround(cell, puzzle)}${reach(cell, puzzle, distances)}${said(cell, puzzle, thought)}`;
}

function reach(cell: number, puzzle: MazeGrid, distances: Int16Array | null): string {
  const steps = distances?.[cell];
  if (steps === undefined || puzzle[cell] === WALL || puzzle[cell] === START) return '';
  return steps < 0 ? ', cut off from the start' : `, ${plural(steps, 'step')} from start`;
}

function said(cell: number, puzzle: MazeGrid, thought: MazeThought | null): string {
  if (thought === null) return '';
  const { frame, reading } = thought;
  const sure = `${percent(frame.confidence[cell]!)} sure`;
  const token = reading.answer[cell]!;
  const name = NAMES[frame.tokens[cell]!] ?? 'nothing';
  if (reading.misread.includes(cell)) return `; but the model reads ${name}, ${sure}`;
  if (puzzle[cell] === OPEN) return `; model: ${token === PATH ? 'path' : 'open'}, ${sure}`;
  return `; the model agrees, ${sure}`;
}

const TITLES: Readonly<Record<MazeVerdict['kind'], string>> = {
  exact: 'Exact',
  valid: 'Valid',
  none: 'No way',
  connected: 'Connected',
  broken: 'Broken',
};

/** The verdict on a segment, in one word and in a sentence or two. */
export function describeVerdict({ reading }: MazeThought): {
  readonly title: string;
  readonly text: string;
} {
  const { verdict, path, misread, joinedToStart, joinedToGoal } = reading;
  const title = TITLES[verdict.kind];
  if (verdict.kind !== 'broken') return { title, text: verdict.message };
  const read = misread.length === 0 ? '' : ` ${plural(misread.length, 'cell')} misread.`;
  const marked =
    path.length === 0
      ? ' No cell is marked as path.'
      : ` Of ${plural(path.length, 'cell')} marked, ${joinedToStart} join the start and ${joinedToGoal} the goal.`;
  return { title, text: `${verdict.message}${read}${marked}` };
}
