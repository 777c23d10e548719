import { splitCsvLine } from '../csv';
import { PuzzleFormatError } from '../format-error';
import type { SudokuGrid } from './geometry';
import { parseSudoku } from './parse';
import { describeViolation, findViolations, isSolved } from './rules';

export interface SudokuRecord {
  /** Line of the text it began on, from 1. */
  readonly line: number;
  readonly puzzle: SudokuGrid;
  /** The solution the text gives, checked against the puzzle and the rules; else `null`. */
  readonly solution: SudokuGrid | null;
  /** The other columns, by the names in the header (`source`, `rating`); none without a header. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface SudokuList {
  readonly records: readonly SudokuRecord[];
  /** What could not be read; the other lines are in `records` all the same. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

/** Column names in use: ours, and those of well-known collections. */
const PUZZLE_COLUMNS = ['puzzle', 'puzzles', 'quiz', 'quizzes', 'question'];
const SOLUTION_COLUMNS = ['solution', 'solutions', 'answer'];

/**
 * Reads many Sudokus:
 *
 * - a CSV file whose header names a column `puzzle` and perhaps `solution`;
 * - without a header, a puzzle a line, and after a comma, semicolon, tab or space perhaps its
 *   solution;
 * - grids in several lines each (see `parseSudoku`), with empty lines between them.
 *
 * Never throws: what cannot be read is told in `errors`, line by line.
 */
export function parseSudokuList(text: string): SudokuList {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => withoutComment(line) !== '');
  if (first < 0) return { records: [], errors: [] };

  const separator = /[,;\t]/.exec(lines[first]!)?.[0] ?? ',';
  const header = splitCsvLine(lines[first]!, separator).map((name) => name.toLowerCase());
  const puzzleAt = header.findIndex((name) => PUZZLE_COLUMNS.includes(name));
  if (puzzleAt >= 0) {
    const solutionAt = header.findIndex((name) => SOLUTION_COLUMNS.includes(name));
    return collect(lines, first + 1, (line) => {
      const fields = splitCsvLine(line, separator);
      const others = header.flatMap((name, at) =>
        at === puzzleAt || at === solutionAt ? [] : [[name, fields[at] ?? ''] as const],
      );
      return { texts: [fields[puzzleAt], fields[solutionAt]], others: Object.fromEntries(others) };
    });
  }
  if (WHOLE_LINE.test(lines[first]!)) {
    return collect(lines, first, (line) => {
      const [puzzle, next] = withoutComment(line).split(/[,;\s]+/);
      // A second field that is no grid is something else, such as a rating.
      return { texts: [puzzle, WHOLE_LINE.test(next ?? '') ? next : undefined], others: {} };
    });
  }
  return collectBlocks(lines);
}

/** A line that begins with a whole puzzle. */
const WHOLE_LINE = /^\s*["']?([0-9._*?-]{81}|[0-9._*?-]{16})(?![0-9._*?-])/;

const withoutComment = (line: string) => line.replace(/#.*$/, '').trim();

interface Row {
  readonly texts: readonly [puzzle: string | undefined, solution: string | undefined];
  readonly others: Readonly<Record<string, string>>;
}

/** One record a line, from line index `from` on. */
function collect(lines: readonly string[], from: number, split: (line: string) => Row): SudokuList {
  const records: SudokuRecord[] = [];
  const errors: { line: number; message: string }[] = [];
  lines.forEach((text, index) => {
    if (index < from || withoutComment(text) === '') return;
    const line = index + 1;
    try {
      const { texts, others } = split(text);
      records.push({ line, ...readPair(texts[0] ?? '', texts[1] ?? ''), fields: others });
    } catch (error) {
      if (!(error instanceof PuzzleFormatError)) throw error;
      errors.push({ line, message: error.message.replace(/^line 1, /, '') });
    }
  });
  return { records, errors };
}

function readPair(puzzleText: string, solutionText: string) {
  const puzzle = parseSudoku(puzzleText);
  const [broken] = findViolations(puzzle);
  if (broken !== undefined) throw new PuzzleFormatError(describeViolation(broken));
  if (solutionText === '') return { puzzle, solution: null };
  const solution = parseSudoku(solutionText);
  if (solution.length !== puzzle.length || !isSolved(solution, puzzle)) {
    throw new PuzzleFormatError('the solution does not solve the puzzle');
  }
  return { puzzle, solution };
}

/** Grids of several lines: the whole text as one, or else what stands between empty lines. */
function collectBlocks(lines: readonly string[]): SudokuList {
  const whole = readBlock(lines, 0);
  if (whole.errors.length === 0) return whole;
  const starts = lines.flatMap((line, at) =>
    line.trim() !== '' && (lines[at - 1] ?? '').trim() === '' ? [at] : [],
  );
  if (starts.length < 2) return whole;
  const blocks = starts.map((start, i) => readBlock(lines.slice(start, starts[i + 1]), start));
  return {
    records: blocks.flatMap(({ records }) => records),
    errors: blocks.flatMap(({ errors }) => errors),
  };
}

function readBlock(lines: readonly string[], start: number): SudokuList {
  try {
    const record = readPair(lines.join('\n'), '');
    return { records: [{ line: start + 1, ...record, fields: {} }], errors: [] };
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    // Lines are told from the start of the whole text, as its writer counts them.
    const message = error.message.replace(
      /\bline (\d+)/,
      (_, line) => `line ${start + Number(line)}`,
    );
    return { records: [], errors: [{ line: start + (error.line ?? 1), message }] };
  }
}
