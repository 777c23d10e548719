import { OPEN, PATH, type MazeGrid } from '../../../puzzles/maze/geometry';
import { readAnswer, type MazeReading } from '../../../puzzles/maze/reading';
import type { Frame } from '../../../reasoning/trace';
import { strengthScale } from '../strength';

/** A segment of a thought for the maze board. */
export interface MazeThought {
  readonly frame: Frame;
  readonly reading: MazeReading;
  /** Cells that this segment predicts differently from the one before; none at the first. */
  readonly changed: readonly number[];
  /** Number of the segment, from 1; a new one pulses again. */
  readonly segment: number;
}

/** Readings are kept with their frame, so that scrubbing computes each one once. */
const readings = new WeakMap<
  Frame,
  { puzzle: MazeGrid; label: MazeGrid | null; reading: MazeReading }
>();

/**
 * A frame read as an answer to a maze.
 * @param label the label; `null` if no path leads to the goal
 */
export function readingOf(frame: Frame, puzzle: MazeGrid, label: MazeGrid | null): MazeReading {
  const known = readings.get(frame);
  if (known?.puzzle === puzzle && known.label === label) return known.reading;
  const reading = readAnswer(frame.tokens, puzzle, label);
  readings.set(frame, { puzzle, label, reading });
  return reading;
}

/**
 * The display of segment `segment`.
 * @param before the frame of the segment before it, `null` at the first
 */
export function mazeThought(
  frame: Frame,
  before: Frame | null,
  segment: number,
  puzzle: MazeGrid,
  label: MazeGrid | null,
): MazeThought {
  const reading = readingOf(frame, puzzle, label);
  const earlier = before === null ? null : readingOf(before, puzzle, label).answer;
  const changed: number[] = [];
  reading.answer.forEach((token, cell) => {
    if (earlier !== null && token !== earlier[cell]) changed.push(cell);
  });
  return { frame, reading, changed, segment };
}

/**
 * Opacity has a few levels: each is one element of the drawing, and an eye cannot distinguish more.
 */
export const LEVELS = 8;

/** On open cells the choice is between path and open, so a guess is one half. */
const strengthOf = strengthScale(0.5, 0.2);

export const opacityOf = (level: number): number => strengthOf(0.5 + (0.5 * level) / (LEVELS - 1));

const levelOf = (confidence: number) =>
  Math.round(Math.min(Math.max(2 * confidence - 1, 0), 1) * (LEVELS - 1));

/** The marked cells that are open in `grid`, by level of confidence. */
export function pathLevels({ reading, frame }: MazeThought, grid: MazeGrid): number[][] {
  const levels = Array.from({ length: LEVELS }, (): number[] => []);
  for (const cell of reading.path) {
    if (grid[cell] === OPEN) levels[levelOf(frame.confidence[cell]!)]!.push(cell);
  }
  return levels;
}

const DOUBT_LEVELS = 4;

/** Doubt below this is not drawn. */
const LEAST_DOUBT = 0.05;

/**
 * Cells that the model predicts open without being sure, by the remaining probability, which on
 * open cells is that of path.
 */
export function doubtLevels({ reading, frame }: MazeThought, grid: MazeGrid): number[][] {
  const levels = Array.from({ length: DOUBT_LEVELS }, (): number[] => []);
  grid.forEach((token, cell) => {
    if (token !== OPEN || reading.answer[cell] !== OPEN) return;
    const doubt = 1 - frame.confidence[cell]!;
    if (doubt < LEAST_DOUBT) return;
    const level = Math.floor(Math.min(2 * doubt, 1) * DOUBT_LEVELS);
    levels[Math.min(level, DOUBT_LEVELS - 1)]!.push(cell);
  });
  return levels;
}

/** Radius of a dot of doubt, in cells: its area grows with the doubt. */
export const doubtRadius = (level: number): number => 0.2 * Math.sqrt((level + 0.5) / DOUBT_LEVELS);

/** Whether a cell belongs to the path as drawn: marked, or start or goal. */
export const isOnPath = (token: number | undefined): boolean =>
  token !== undefined && token >= 3 && token <= PATH;
