import type { MazeGrid } from '../../../puzzles/maze/geometry';
import type { MazeReading } from '../../../puzzles/maze/reading';
import { isRight } from '../../../puzzles/maze/verdict';
import type { Frame } from '../../../reasoning/trace';
import { readingOf } from '../../boards/maze/thought';
import type { Report } from '../page-world';
import { rememberReports } from '../reports';
import { factsOf } from './facts';

/**
 * `right` counts the marked cells of the one shortest path; `wrong` those that lie on no shortest
 * path, and cells of the maze itself that were misread.
 */
export interface MazeReport extends Report {
  readonly reading: MazeReading;
}

/** Checks a segment: any shortest path, and nothing else, is right. */
export const reportOnMaze = rememberReports(judge);

function judge(frame: Frame, maze: MazeGrid): MazeReport {
  const { solution, isOnShortest } = factsOf(maze);
  const reading = readingOf(frame, maze, labelOf(maze));
  const { answer, path, misread, verdict } = reading;
  const along = path.filter(isOnShortest).length;
  return {
    reading,
    grid: answer,
    solved: isRight(verdict),
    right: solution?.paths === 1 ? along : null,
    wrong: path.length - along + misread.length,
  };
}

/** The label; `null` if there is none. */
export function labelOf(maze: MazeGrid): MazeGrid | null {
  return factsOf(maze).solution?.solution ?? null;
}
