import { splitCsvLine } from './csv';
import { PuzzleFormatError } from './format-error';
import type { PuzzleList, ListedPuzzle, World } from './world';

/** Column names in use: ours, and the official data's. */
const PUZZLE_COLUMNS = ['puzzle', 'question'];
const SOLUTION_COLUMNS = ['solution', 'answer'];

/**
 * Reads a CSV file of puzzles of any world, a puzzle in each line. The header names a column
 * `puzzle` and usually `solution`; without it the puzzles are solved. Never throws: unusable lines
 * are listed in `problems`.
 */
export function readPuzzleList<Grid>(
  text: string,
  world: Pick<World<Grid>, 'parse' | 'solve' | 'solves'>,
): PuzzleList<Grid> {
  const [first = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const header = splitCsvLine(first).map((name) => name.toLowerCase());
  const puzzleAt = header.findIndex((name) => PUZZLE_COLUMNS.includes(name));
  const solutionAt = header.findIndex((name) => SOLUTION_COLUMNS.includes(name));
  if (puzzleAt < 0) {
    const message = 'The first line must name the columns, one of them "puzzle".';
    return { puzzles: [], problems: [{ line: 1, message }] };
  }
  const puzzles: ListedPuzzle<Grid>[] = [];
  const problems: { line: number; message: string }[] = [];
  lines.forEach((content, index) => {
    if (content.trim() === '') return;
    const line = index + 2;
    // Spaces are kept: in some worlds one is a cell.
    const cells = splitCsvLine(content, ',', 'keep');
    try {
      const puzzle = read(world, cells[puzzleAt] ?? '', '');
      const solution =
        solutionAt < 0 ? world.solve(puzzle) : read(world, cells[solutionAt] ?? '', 'solution: ');
      if (!world.solves(solution, puzzle)) {
        throw new PuzzleFormatError('the solution does not solve the puzzle');
      }
      const others = header.flatMap((name, at) =>
        at === puzzleAt || at === solutionAt ? [] : [[name, cells[at]?.trim() ?? ''] as const],
      );
      puzzles.push({ line, puzzle, solution, fields: Object.fromEntries(others) });
    } catch (error) {
      if (!(error instanceof PuzzleFormatError)) throw error;
      problems.push({ line, message: sentence(error.message) });
    }
  });
  return { puzzles, problems };
}

/** A field's text has only one line, so its line number would mislead. */
function read<Grid>(world: Pick<World<Grid>, 'parse'>, text: string, name: string): Grid {
  try {
    return world.parse(text);
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    throw new PuzzleFormatError(name + error.message.replaceAll(/\bline 1, (?=column)/g, ''));
  }
}

const sentence = (text: string) => `${text.replace(/^./, (letter) => letter.toUpperCase())}.`;
