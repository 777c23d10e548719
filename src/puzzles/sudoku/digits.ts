import { sudokuOfCells, SUDOKU_9, type SudokuGrid } from './geometry';

/** Marks of a blank: common marks, and squares and dots that people draw. */
const BLANK =
  /^(?:0|[._*?xX-]|[\u00b7\u2022\u2219\u22c5\u25a1\u25a2\u25cb\u25e6\u25fb\u2b1c\u25fd\u30fb]|None|null|nan|NaN|NA)?$/;
/** As in spreadsheets and data frames. */
const FLOAT = /^(\d)\.0+$/;
/** Candidates of an open cell, in order. */
const CANDIDATES = /^(?=.{2,9}$)1?2?3?4?5?6?7?8?9?$/;
/** Number of digits needed beside an uncommon mark; otherwise words would be grids. */
const FEWEST_DIGITS = 8;

/**
 * The grid from a list of cells: a digit, a mark for a blank, or candidates of an open cell. Any
 * one character may be the mark, if it is the only one.
 * @returns `null` unless there are 81, 36 or 16 of them and all can be read
 */
export function digitsOfCells(cells: readonly string[]): SudokuGrid | null {
  const size = sudokuOfCells(cells.length)?.size;
  if (size === undefined) return null;
  const digits = new Uint8Array(cells.length);
  const marks = new Set<string>();
  let own: string | null = null;
  for (const [at, cell] of cells.entries()) {
    const text = FLOAT.exec(cell)?.[1] ?? cell;
    if (/^[1-9]$/.test(text)) digits[at] = Number(text);
    else if (BLANK.test(text)) marks.add(text);
    else if (CANDIDATES.test(text) || /^u[1-9]$/.test(text)) continue;
    else if ([...text].length === 1 && (own ?? text) === text) own = text;
    else return null;
  }
  if (digits.some((digit) => digit > size)) return null;
  const given = digits.filter((digit) => digit > 0).length;
  // An uncommon mark must be the only one, and an empty grid has only one mark.
  if (own !== null && (marks.size > 0 || given < FEWEST_DIGITS)) return null;
  return given === 0 && marks.size > 1 ? null : digits;
}

/** Whether two digits or more are missing; they could change places in any solution. */
export function lacksTwoDigits(puzzle: SudokuGrid): boolean {
  const digits = new Set(puzzle.filter((digit) => digit > 0));
  return digits.size < Math.sqrt(puzzle.length) - 1;
}

/**
 * The grid in a word of 81 characters or, if `small`, of 36 or 16. As in HoDoKu, a `+` marks a
 * digit of the player; the cell becomes a blank.
 */
export function digitsOfWord(word: string, small: boolean): SudokuGrid | null {
  const bare = /^[^+]{0,90}(\+[1-9][^+]*)+$/.test(word) ? word.replaceAll(/\+[1-9]/g, '.') : word;
  const cells = [...bare];
  return cells.length === SUDOKU_9.cells || (small && sudokuOfCells(cells.length) !== null)
    ? digitsOfCells(cells)
    : null;
}

/**
 * The grid in 729 characters, nine for the candidates of each cell, in their places or a dot: a cell
 * with one candidate is a given.
 */
export function digitsOfCandidates(word: string): SudokuGrid | null {
  if (word.length !== 9 * SUDOKU_9.cells) return null;
  const digits = new Uint8Array(SUDOKU_9.cells);
  for (let cell = 0; cell < digits.length; cell++) {
    const places = word.slice(9 * cell, 9 * cell + 9);
    if (![...places].every((mark, at) => /[.0_-]/.test(mark) || Number(mark) === at + 1))
      return null;
    const left = places.replaceAll(/[.0_-]/g, '');
    if (left.length === 1) digits[cell] = Number(left);
  }
  return digits;
}
