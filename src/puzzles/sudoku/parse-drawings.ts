import { PuzzleFormatError } from '../format-error';
import { SUDOKUS, type SudokuGrid } from './geometry';
import type { SudokuList } from './list';
import { parseSudoku } from './parse';

/** A line of words between drawings, such as "Grid 01". */
const HEADING = /^\s*\p{L}{3,}/u;

/**
 * Reads grids of several lines each: the whole text as one, or else the parts between empty lines
 * and headings; each part may hold several grids.
 */
export function readDrawings(text: readonly string[]): SudokuList {
  const lines = text.map((line) => (HEADING.test(line) ? '' : line));
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

/** Reads lines from index `start` of the text as one grid, or else as several without a rest. */
function readBlock(lines: readonly string[], start: number): SudokuList {
  const record = (line: number, puzzle: SudokuGrid) => ({
    line: start + line,
    puzzle,
    solution: null,
    fields: {},
  });
  try {
    const puzzle = parseSudoku(lines.join('\n'));
    return { records: [record(firstRow(lines), puzzle)], errors: [] };
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    const several = split(lines);
    return several === null
      ? { records: [], errors: [tell(error, start)] }
      : { records: several.map(({ line, puzzle }) => record(line, puzzle)), errors: [] };
  }
}

const MOST_ROWS = Math.max(...SUDOKUS.map(({ size }) => size));

/** Splits lines after each complete grid; `null` if lines are left over. */
function split(lines: readonly string[]): { line: number; puzzle: SudokuGrid }[] | null {
  const found: { line: number; puzzle: SudokuGrid }[] = [];
  let from = 0;
  let rows = 0;
  for (let to = 1; to <= lines.length; to++) {
    if (!hasCells(lines[to - 1]!)) continue;
    // No grid has more rows, so this is not a grid.
    if (++rows > MOST_ROWS) return null;
    const part = lines.slice(from, to);
    const puzzle = tryRead(part.join('\n'));
    if (puzzle === null || rows ** 2 !== puzzle.length) continue;
    found.push({ line: from + firstRow(part), puzzle });
    from = to;
    rows = 0;
  }
  return lines.slice(from).some(hasCells) ? null : found;
}

const hasCells = (line: string) => /[\d._*?]/.test(line.replace(/#.*$/, ''));

/** The line of the first row, from 1. */
const firstRow = (lines: readonly string[]) => Math.max(0, lines.findIndex(hasCells)) + 1;

function tryRead(text: string): SudokuGrid | null {
  try {
    return parseSudoku(text);
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    return null;
  }
}

/** Lines are counted from the start of the whole text. */
function tell(error: PuzzleFormatError, start: number): SudokuList['errors'][number] {
  const line = start + (error.line ?? 1);
  const message = error.message
    .replace(/\bline (\d+)/g, (_, number) => `line ${start + Number(number)}`)
    .replace(`line ${line}, `, '');
  return { line, message };
}
