import { digitsOfCells, lacksTwoDigits } from './digits';
import { SUDOKUS, type SudokuGrid } from './geometry';
import type { SudokuRecord } from './list';

/**
 * Finds grids whose blanks are spaces, without separators and frames: lines of as many characters
 * as rows, or fewer where no digit follows. A row without digits may be an empty line.
 */
export function findAligned(lines: readonly string[]): SudokuRecord[] {
  const records: SudokuRecord[] = [];
  for (let from = 0; from < lines.length; from++) {
    let to = from;
    while (to < lines.length && /^[ 1-9]*$/.test(lines[to]!)) to++;
    const record = alignedIn(lines.slice(from, to));
    if (record !== null) records.push({ ...record, line: record.line + from });
    from = to;
  }
  return records;
}

/** @param lines of digits and spaces alone */
function alignedIn(lines: readonly string[]): SudokuRecord | null {
  const width = lines.reduce((most, { length }) => Math.max(most, length), 0);
  const size = SUDOKUS.find((each) => each.size === width)?.size;
  if (size === undefined || !lines.some((line) => /[1-9]{2}/.test(line))) return null;
  const from = firstRow(lines, size);
  const rows = lines.slice(from, from + size).map((line) => line.padEnd(size));
  const puzzle = digitsOfCells(rows.flatMap((row) => [...row].map((cell) => cell.trim())));
  const rest = [...lines.slice(0, from), ...lines.slice(from + size)];
  if (puzzle === null || rest.some(isFilled) || !hasEnough(puzzle, size)) return null;
  return { line: from + 1, puzzle, solution: null, fields: {} };
}

/** The first line with digits or spaces of which enough follow, as the first row may have none. */
const firstRow = (lines: readonly string[], size: number) =>
  Math.min(
    lines.findIndex((line) => line !== ''),
    Math.max(0, lines.length - size),
  );

const isFilled = (line: string) => line.trim() !== '';

/** Other texts of digits and spaces, such as columns of numbers, have fewer digits or fewer kinds. */
function hasEnough(puzzle: SudokuGrid, size: number): boolean {
  return puzzle.filter((digit) => digit > 0).length > size && !lacksTwoDigits(puzzle);
}
