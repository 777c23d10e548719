import { splitCsvLine } from '../csv';
import { PuzzleFormatError } from '../format-error';
import { findSudokus } from './find';
import type { SudokuGrid } from './geometry';
import type { ListError, SudokuList, SudokuRecord } from './list';
import { parseSudoku } from './parse';
import { readDrawings } from './parse-drawings';

/** Column names in use: ours, and those of well-known collections. */
const PUZZLE_COLUMNS = ['puzzle', 'puzzles', 'quiz', 'quizzes', 'question'];
const SOLUTION_COLUMNS = ['solution', 'solutions', 'answer'];

/**
 * Reads many Sudokus, 9×9, 6×6 or 4×4:
 *
 * - a CSV file whose header names a column `puzzle` and perhaps `solution`;
 * - without a header, a puzzle in each line, perhaps with its solution after a comma, semicolon,
 *   tab or space;
 * - grids in several lines each (see `parseSudoku`), one after the other, with or without empty
 *   lines and headings ("Grid 01") between them;
 * - if that finds fewer, any other form: see `findSudokus`.
 *
 * Checks only the form, not the rules: `reportPuzzles` does both. Never throws: what cannot be read
 * is listed in `errors`, line by line.
 */
export function parseSudokuList(text: string): SudokuList {
  const { isTable, ...strict } = readList(text);
  if (strict.records.length > 0 && (isTable || strict.errors.length === 0)) return strict;
  const found = findSudokus(text);
  if (countLines(found) > countLines(strict)) return found;
  return found.errors.length > 0 && strict.records.length === 0 ? found : strict;
}

const countLines = ({ records }: SudokuList) => new Set(records.map(({ line }) => line)).size;

function readList(text: string): SudokuList & { readonly isTable: boolean } {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => withoutComment(line) !== '');
  if (first < 0) return { records: [], errors: [], isTable: false };

  const separator = /[,;\t]/.exec(lines[first]!)?.[0] ?? ',';
  const header = splitCsvLine(lines[first]!, separator).map((name) => name.toLowerCase());
  const puzzleAt = header.findIndex((name) => PUZZLE_COLUMNS.includes(name));
  if (puzzleAt >= 0) {
    const solutionAt = header.findIndex((name) => SOLUTION_COLUMNS.includes(name));
    const list = readLines(lines, first + 1, (line) => {
      const fields = splitCsvLine(line, separator);
      const others = header.flatMap((name, at) =>
        at === puzzleAt || at === solutionAt ? [] : [[name, fields[at] ?? ''] as const],
      );
      return { texts: [fields[puzzleAt], fields[solutionAt]], others: Object.fromEntries(others) };
    });
    return { ...list, isTable: true };
  }
  if (lines.some((line) => WHOLE_LINE.test(line))) {
    const list = readLines(lines, first, (line) => {
      const [puzzle, next] = withoutComment(line).split(/[,;\s]+/);
      // A second field that is not a grid is something else, such as a rating.
      return { texts: [puzzle, WHOLE_LINE.test(next ?? '') ? next : undefined], others: {} };
    });
    return { ...list, isTable: false };
  }
  return { ...readDrawings(lines), isTable: false };
}

/** A line that begins with a whole puzzle; a line of hyphens is a rule in a drawing. */
const WHOLE_LINE =
  /^\s*["']?(?!-+\s*$)([0-9._*?-]{81}|[0-9._*?-]{36}|[0-9._*?-]{16})(?![0-9._*?-])/;

const withoutComment = (line: string) => line.replace(/#.*$/, '').trim();

interface Row {
  readonly texts: readonly [puzzle: string | undefined, solution: string | undefined];
  readonly others: Readonly<Record<string, string>>;
}

/** One record for each line, from line index `from` on. */
function readLines(
  lines: readonly string[],
  from: number,
  split: (line: string) => Row,
): SudokuList {
  const records: SudokuRecord[] = [];
  const errors: ListError[] = [];
  lines.forEach((text, index) => {
    if (index < from || withoutComment(text) === '') return;
    const line = index + 1;
    const { texts, others } = split(text);
    try {
      const puzzle = readField(texts[0] ?? '');
      const solution = texts[1] ? readField(texts[1], 'the solution: ') : null;
      records.push({ line, puzzle, solution, fields: others });
    } catch (error) {
      if (!(error instanceof PuzzleFormatError)) throw error;
      errors.push({ line, message: error.message });
    }
  });
  return { records, errors };
}

/** @throws PuzzleFormatError that leaves out the number of the line, which is always 1 here. */
function readField(text: string, name = ''): SudokuGrid {
  try {
    return parseSudoku(text);
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    throw new PuzzleFormatError(name + error.message.replace(/^line 1, /, ''));
  }
}
