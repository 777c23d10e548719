import { lazy } from 'react';
import { decodeMaze } from '../../../puzzles/maze/codec';
import type { MazeSolution } from '../../../puzzles/maze/solver';
import { solvesMaze, type MazeVerdict } from '../../../puzzles/maze/verdict';
import { MiniMaze } from '../../chains/MiniMaze';
import type { WorldParts } from '../page-world';
import { Board } from './Board';
import { Readout } from './Readout';
import { Tools } from './Tools';
import { factsOf } from './facts';
import { reportOnMaze, type MazeReport } from './report';

const beside = () => import('./beside');

const WORDS: Readonly<Record<MazeVerdict['kind'], string>> = {
  exact: 'the shortest path',
  valid: 'a shortest path',
  none: 'no way to the goal, and none drawn',
  connected: 'a path that reaches the goal, but not the shortest',
  broken: 'no path to the goal',
};

/** The verdict in a few words. */
const word = ({ reading }: MazeReport) => WORDS[reading.verdict.kind];

export const mazeParts: WorldParts<MazeReport> = {
  Board,
  Readout,
  Tools,
  Examples: lazy(async () => ({ default: (await beside()).Examples })),
  Editor: lazy(async () => ({ default: (await beside()).Editor })),
  Race: lazy(() => import('./Race')),
  instruments: [
    {
      id: 'search',
      title: 'Does it search?',
      Content: lazy(async () => ({ default: (await beside()).Instruments })),
    },
  ],
  Explanation: lazy(async () => ({ default: (await beside()).Explanation })),
  look: 'Find the shortest path from the disc to the diamond. The blue line is the path the model would answer now, all of it at once; where it is pale, the model is unsure.',
  inside:
    'In this model right and wrong thoughts both come to rest: it settles on a wrong path, while a wrong Sudoku keeps changing.',
  Miniature: MiniMaze,
  unlike: 'Outlined',
  solves: (tokens, maze) => solvesMaze(decodeMaze(tokens), maze),
  report: reportOnMaze,
  describe(report, maze, _board, cut = false) {
    if (report.reading.verdict.kind !== 'broken') return word(report);
    if (factsOf(maze).solution === null) return 'pieces of a path, though no way leads to the goal';
    return cut ? 'no path to the goal yet' : word(report);
  },
  praise: word,
  chart(maze) {
    const { solution } = factsOf(maze);
    const asked = Math.max(0, (solution?.length ?? 1) - 1);
    return { asked, right: 'right', wrong: 'astray', caption: captionOf(solution, asked) };
  },
};

function captionOf(solution: MazeSolution | null, asked: number): string {
  if (solution === null) {
    return 'Marked cells after each segment; no way leads to the goal, so there should be none.';
  }
  return solution.paths === 1
    ? `After each segment: how many of the ${asked} cells of the shortest path are marked, and how many other cells are.`
    : 'Marked cells on no shortest path, after each segment; if there are several shortest paths, right cells cannot be counted.';
}
