import type { WorldParts } from '../page-world';
import { Board } from './Board';
import { Editor } from './Editor';
import { Examples } from './Examples';
import { Explanation } from './Explanation';
import { Instruments } from './Instruments';
import { Readout } from './Readout';
import { Tools } from './Tools';
import { factsOf } from './facts';
import { reportOnMaze, type MazeReport } from './report';

/** In one word; the readout under the board says more. */
const word = ({ reading }: MazeReport) => reading.verdict.kind;

export const mazeParts: WorldParts<MazeReport> = {
  Board,
  Readout,
  Tools,
  Examples,
  Editor,
  Instruments,
  Explanation,
  inside:
    'A thought comes to rest, a right one or a wrong one: here a wrong path is settled on, where a wrong Sudoku goes on changing.',
  report: reportOnMaze,
  describe: word,
  praise: word,
  chart(maze) {
    const { solution } = factsOf(maze);
    const asked = Math.max(0, (solution?.length ?? 1) - 1);
    return {
      asked,
      right: 'right',
      wrong: 'astray',
      caption:
        solution?.paths === 1
          ? `Of the ${asked} cells of the shortest path: how many are marked, and how many marked cells lie elsewhere, after each segment.`
          : 'Marked cells that lie on no shortest path, after each segment; where several are as short, none is the one to count.',
    };
  },
};
