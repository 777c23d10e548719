import type { HrmConfig } from '../../hrm/config';
import type { ArcRecord } from '../../puzzles/arc/task';
import { PuzzleFormatError } from '../../puzzles/format-error';
import { fitMaze } from '../../puzzles/maze/drawn';
import { mazeWorld } from '../../puzzles/maze/world';
import {
  readPuzzles,
  type Brought,
  type ReadItem,
  type ReadWorld,
} from '../../puzzles/reading/read';
import { isSudokuRule } from '../../puzzles/sudoku/geometry';
import { formatSudoku } from '../../puzzles/sudoku/parse';
import { reportPuzzles } from '../../puzzles/sudoku/report';
import type { Exam } from '../../reasoning/evaluate';
import { knownQuestions } from '../../reasoning/exam-set';
import type { Board } from '../worlds/page-world';

/** More would take minutes to solve. */
const MOST_PUZZLES = 20_000;

/** Puzzles to measure on, and the faults of the others, one line each. */
export interface OwnList {
  /** Where all of them fit: the board they were read for, or a larger one. */
  readonly board: Board;
  readonly exams: readonly Exam[];
  readonly problems: readonly string[];
}

/**
 * Reads a person's own puzzles for a board, in any form. Answers in the text are used if they are
 * right; others are computed.
 * @param config of the model, with the ARC tasks it knows; `null` while unknown
 * @param larger a board with this many cells in a row, on which the model thinks too; `null` if
 * there is none
 */
export async function readOwnList(
  brought: readonly Brought[],
  board: Board,
  config: HrmConfig | null,
  larger: (side: number) => Board | null = () => null,
): Promise<OwnList> {
  const world = board.world.id as ReadWorld;
  const { items, problems } = await readPuzzles(brought, { prefer: world });
  const said = problems.map(({ where, message }) => `Line ${where.line}: ${message}`);
  const own = items.filter((item) => item.world === world);
  const strangers = items.length - own.length;
  if (strangers > 0) said.push(`${strangers} of other kinds are left out.`);
  const sides = own.map((item) =>
    item.world === 'maze' ? Math.max(item.puzzle.width, item.puzzle.height) : 0,
  );
  const most = sides.reduce((a, b) => Math.max(a, b), board.side);
  const fitting = (most > board.side ? larger(most) : null) ?? board;
  const { exams, problems: faults } = listOf(own, fitting, config);
  return { board: fitting, exams, problems: [...said, ...faults] };
}

type Usable = Pick<OwnList, 'exams' | 'problems'>;

function listOf(own: readonly ReadItem[], board: Board, config: HrmConfig | null): Usable {
  switch (board.world.id) {
    case 'sudoku':
      return sudokus(
        own.filter((item) => item.world === 'sudoku'),
        board,
      );
    case 'maze':
      return mazes(
        own.filter((item) => item.world === 'maze'),
        board,
      );
    default:
      return tasks(
        own.flatMap((item) => (item.world === 'arc' ? [item.record] : [])),
        config,
      );
  }
}

type Sudokus = readonly Extract<ReadItem, { world: 'sudoku' }>[];
type Mazes = readonly Extract<ReadItem, { world: 'maze' }>[];

function sudokus(items: Sudokus, { cells, rule = 'classic', world }: Board): Usable {
  const lines = items.map(({ puzzle, solution }) =>
    [puzzle, ...(solution === null ? [] : [solution])].map(formatSudoku).join(),
  );
  const report = reportPuzzles(['puzzle,solution', ...lines].join('\n'), {
    cells,
    rule: isSudokuRule(rule) ? rule : 'classic',
    most: MOST_PUZZLES,
    keepDuplicates: true,
    trustSolutions: true,
  });
  return {
    exams: report.puzzles.map(({ puzzle, solution }) => ({
      input: world.encode(puzzle),
      wanted: world.encode(solution),
    })),
    problems: report.problems.map(
      ({ line, message }) => `Line ${items[line - 2]?.where.line ?? line}: ${message}`,
    ),
  };
}

function mazes(items: Mazes, { side, world }: Board): Usable {
  const exams: Exam[] = [];
  const problems: string[] = [];
  for (const { puzzle: drawn, solution: given, where } of items) {
    try {
      const puzzle = fitMaze(drawn, side);
      const remark = mazeWorld.remark(puzzle);
      if (remark !== null) throw new PuzzleFormatError(remark);
      const shown = given === null ? null : fitMaze(given, side);
      const isRight = shown !== null && mazeWorld.solves(shown, puzzle);
      const answer = isRight ? shown : mazeWorld.solve(puzzle);
      exams.push({ input: world.encode(puzzle), wanted: world.encode(answer) });
    } catch (error) {
      if (!(error instanceof PuzzleFormatError)) throw error;
      problems.push(`Line ${where.line}: ${error.message}`);
    }
  }
  return { exams, problems };
}

function tasks(records: readonly ArcRecord[], config: HrmConfig | null): Usable {
  if (config === null) return { exams: [], problems: ['The model is not open yet.'] };
  const exams = knownQuestions(config, records);
  const unknown = records.length - new Set(exams.map(({ name }) => name)).size;
  if (unknown === 0) return { exams, problems: [] };
  const left = unknown === 1 ? 'One task is' : `${unknown} tasks are`;
  return {
    exams,
    problems: [`${left} left out: not trained on, without an answer, or too large.`],
  };
}
