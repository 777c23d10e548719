import { PuzzleFormatError } from '../format-error';
import {
  geometryForCells,
  sudokuOfCells,
  SUDOKU_9,
  SUDOKUS,
  type SudokuGeometry,
  type SudokuGrid,
} from './geometry';

/**
 * Reads one Sudoku, 9×9, 6×6 or 4×4, from the usual forms:
 *
 * - 81 (or 36, or 16) characters in one line; blanks as `.`, `0`, `_`, `*`, `?` or `-`;
 * - digits with spaces between them, broken into lines or not;
 * - text drawings with `|`, `+`, `-`, `=` or box-drawing characters as rules;
 * - rows of comma, semicolon or tab separated fields, where an empty field is a blank; brackets and
 *   quotes are ignored, so a JSON array is read too;
 * - one line that begins with a whole puzzle, as in lists (`puzzle,solution,…`): the rest of the
 *   line is ignored.
 *
 * Everything from `#` to the end of its line is a comment. If a text can be read in two ways, the
 * first of `READINGS` that gives a whole grid is used.
 *
 * @returns the digits row by row, 0 = blank. The rules are not checked.
 * @throws PuzzleFormatError with the fault and its place.
 */
export function parseSudoku(text: string): SudokuGrid {
  if (text.length > LONGEST) throw new PuzzleFormatError('this is too long to be one Sudoku');
  const [, leading] = WHOLE_PUZZLE_FIRST.exec(text) ?? [];
  const lines = (leading ?? text).split(/\r\n|\r|\n/);
  let doubt: PuzzleFormatError | undefined;
  for (const reading of READINGS) {
    const rows = lines.map((line, i) => readLine(line, i + 1, reading));
    const cells = rows.flat();
    if (sudokuOfCells(cells.length) !== null) return toGrid(cells);
    doubt ??= countError(rows);
  }
  throw doubt!;
}

/** One line of 81, 36 or 16 characters with dots for blanks; `parseSudoku` reads it back. */
export function formatSudoku(grid: SudokuGrid): string {
  return Array.from(grid, (digit) => (digit === 0 ? '.' : digit)).join('');
}

/** A drawing in lines of text with the boxes ruled off; `parseSudoku` reads it back. */
export function formatSudokuPretty(grid: SudokuGrid): string {
  const { size, boxHeight, boxWidth } = geometryForCells(grid.length);
  const rule = Array.from({ length: boxHeight }, (_, i) =>
    '-'.repeat(2 * boxWidth + (i === 0 || i === boxHeight - 1 ? 0 : 1)),
  ).join('+');
  const lines = Array.from({ length: size }, (_, row) => {
    const cells = [...formatSudoku(grid.slice(row * size, (row + 1) * size))];
    const boxes = Array.from({ length: boxHeight }, (_, i) =>
      cells.slice(i * boxWidth, (i + 1) * boxWidth),
    );
    return boxes.map((part) => part.join(' ')).join(' | ');
  });
  return lines
    .flatMap((line, row) => (row > 0 && row % boxHeight === 0 ? [rule, line] : [line]))
    .join('\n');
}

/** The meaning of the two ambiguous characters, hyphen and tab. */
interface Reading {
  /** A tab ends a field like a comma, so that two in a row enclose a blank (spreadsheets). */
  readonly tabSeparates: boolean;
  /** A line of only hyphens is a row of blanks, not a rule between boxes. */
  readonly hyphensAreBlanks: boolean;
}

const READINGS: readonly Reading[] = [
  { tabSeparates: true, hyphensAreBlanks: false },
  { tabSeparates: false, hyphensAreBlanks: false },
  { tabSeparates: true, hyphensAreBlanks: true },
  { tabSeparates: false, hyphensAreBlanks: true },
];

/** Far more characters than any drawing with text around it. */
const LONGEST = 100_000;

const WHOLE_PUZZLE_FIRST =
  /^\s*["']?([0-9._*?-]{81}|[0-9._*?-]{36}|[0-9._*?-]{16})["']?[ \t,;].*\s*$/;
const RULE_LINE = /^(?=.*[-=\u2500-\u257f])[\s|+=\u2500-\u257f-]*$/;
const BLANK_MARK = /[0._*?-]/;
const DECORATION = /[\s|+='"[\]\ufeff\u2500-\u257f]/;
/** After this many cells a row, or a grid, is complete: a separator at the end starts no field. */
const COMPLETE: ReadonlySet<number> = new Set(SUDOKUS.flatMap(({ size, cells }) => [size, cells]));

interface Cell {
  readonly digit: number;
  readonly line: number;
  readonly column: number;
}

function readLine(text: string, line: number, reading: Reading): Cell[] {
  const [content = ''] = text.split('#');
  if (!reading.hyphensAreBlanks && RULE_LINE.test(content)) return [];
  const cells: Cell[] = [];
  let fieldStart = 0;
  let fields = 1;
  let column = 0;
  const endField = () => {
    if (cells.length === fieldStart) cells.push({ digit: 0, line, column });
  };
  for (const character of content) {
    column++;
    if (character === ',' || character === ';' || (character === '\t' && reading.tabSeparates)) {
      endField();
      fieldStart = cells.length;
      fields++;
    } else if (/[1-9]/.test(character)) {
      cells.push({ digit: Number(character), line, column });
    } else if (BLANK_MARK.test(character)) {
      cells.push({ digit: 0, line, column });
    } else if (!DECORATION.test(character)) {
      const where = `line ${line}, column ${column}`;
      throw new PuzzleFormatError(`${where}: '${character}' is not a digit`, line, column);
    }
  }
  if (fields > 1 && !COMPLETE.has(cells.length)) endField();
  return cells;
}

function toGrid(cells: readonly Cell[]): SudokuGrid {
  const { size } = geometryForCells(cells.length);
  const wrong = cells.find(({ digit }) => digit > size);
  if (wrong !== undefined) {
    const { digit, line, column } = wrong;
    const problem = `${digit} is not a digit of a ${size}×${size} Sudoku (1 to ${size})`;
    throw new PuzzleFormatError(`line ${line}, column ${column}: ${problem}`, line, column);
  }
  return Uint8Array.from(cells, ({ digit }) => digit);
}

/**
 * The message with the number of cells and, if the lines show it, the row that is too short or
 * long.
 */
function countError(rows: readonly (readonly Cell[])[]): PuzzleFormatError {
  const count = rows.flat().length;
  if (count === 0) return new PuzzleFormatError('there is no puzzle in this text');
  if (count % SUDOKU_9.cells === 0) {
    return new PuzzleFormatError(
      `${count} cells; these are ${count / SUDOKU_9.cells} puzzles, and one is wanted`,
    );
  }
  const { size, cells } = nearest(count);
  const problem = `${count} ${count === 1 ? 'cell' : 'cells'}; a ${size}×${size} Sudoku has ${cells}`;
  const filled = rows.filter((row) => row.length > 0);
  const odd = filled.find((row) => row.length !== size);
  // A row of another length explains the count only if most lines are whole rows.
  if (odd === undefined || filled.filter((row) => row.length === size).length < size / 2) {
    return new PuzzleFormatError(problem);
  }
  const { line } = odd[0]!;
  return new PuzzleFormatError(`${problem} (line ${line} has ${odd.length}, not ${size})`, line);
}

/** The Sudoku whose number of cells is nearest to a count. */
const nearest = (count: number): SudokuGeometry =>
  SUDOKUS.reduce((best, other) =>
    Math.abs(other.cells - count) < Math.abs(best.cells - count) ? other : best,
  );
