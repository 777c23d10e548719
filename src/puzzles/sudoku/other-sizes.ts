import { SUDOKU_SIZES } from './geometry';
import type { ListError } from './list';

/** Sides of existing Sudokus that have no board here. */
const OTHERS: readonly number[] = [5, 7, 8, 10, 12, 16, 25];

/**
 * Recognises a Sudoku of a size without a board: `side²` cells in one word, or `side` rows of
 * `side` cells. @returns `null` if it does not look like one
 */
export function describeOther(lines: readonly string[]): ListError | null {
  const rows = lines
    .map((text, index) => ({ line: index + 1, cells: cellsOf(text) }))
    .filter(({ cells }) => cells > 0);
  for (const side of OTHERS) {
    const alone = rows.find(
      ({ cells, line }) => cells === side * side && isOneWord(lines[line - 1]!),
    );
    if (alone !== undefined) return { line: alone.line, message: otherSize(side) };
    const run = rows.findIndex((_, at) => isSquare(rows.slice(at, at + side), side));
    if (run >= 0) return { line: rows[run]!.line, message: otherSize(side) };
  }
  return null;
}

/** The message about a Sudoku of a size without a board. */
export const otherSize = (side: number) =>
  `this seems to be a ${side}×${side} Sudoku; boards are ${SUDOKU_SIZES}`;

const isSquare = (rows: readonly { readonly cells: number }[], side: number) =>
  rows.length === side && rows.every(({ cells }) => cells === side);

const isOneWord = (line: string) => !/\s/.test(line.trim());

/** The cells of a line that has nothing else; 16×16 ones write letters for digits above 9. */
function cellsOf(line: string): number {
  const bare = line.replaceAll(/[|!,;[\]"']/g, ' ').trim();
  const words = bare.split(/\s+/);
  if (words.length > 1 && words.every((word) => /^(\d{1,2}|[A-Za-z]|[._*?-])$/.test(word))) {
    return words.length;
  }
  const joined = words.join('');
  return /^[\dA-Ya-y._*?-]+$/.test(joined) && /[\d._*?-]/.test(joined) ? joined.length : 0;
}
