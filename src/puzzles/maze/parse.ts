import { PuzzleFormatError } from '../format-error';
import { plural } from '../plural';
import {
  GOAL,
  isMazeSide,
  MAX_SIDE,
  MIN_SIDE,
  OPEN,
  PATH,
  START,
  WALL,
  type MazeGrid,
} from './geometry';

/**
 * Reads one maze: N lines of N characters, or all N² in one line, row by row, as data files have
 * them. Cells are `#` wall, space open, `S` start, `G` goal, `o` path; `█` is a wall too, and `.`,
 * `_`, `·` and the no-break space are open. Lines may lack the open cells at their end (editors
 * remove trailing spaces), and blank lines around a drawing are ignored.
 *
 * @returns the cells row by row. Does not check whether a path leads to the goal.
 * @throws PuzzleFormatError with the fault and its place: an unknown character, a shape that is not
 * a square of 4 to 30, or not exactly one start and one goal.
 */
export function parseMaze(text: string): MazeGrid {
  if (text.length > MOST_CHARACTERS) {
    throw new PuzzleFormatError(`this text is too long for a maze, which has at most 30×30 cells`);
  }
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const filled = lines.filter((line) => line !== '');
  const rows =
    filled.length === 1 ? cutIntoRows(filled[0]!, lines.indexOf(filled[0]!) + 1) : square(lines);
  const grid = new Uint8Array(rows.length ** 2).fill(OPEN);
  rows.forEach(({ cells }, row) =>
    cells.forEach(({ character, column, line }, at) => {
      const cell = CELLS.get(character);
      if (cell === undefined) {
        const name = character === '\t' ? 'a tab' : `'${character}'`;
        const problem = `${name} is no cell of a maze (${LEGEND})`;
        throw new PuzzleFormatError(`line ${line}, column ${column}: ${problem}`, line, column);
      }
      grid[row * rows.length + at] = cell;
    }),
  );
  requireOne(grid, rows, START, 'start (S)');
  requireOne(grid, rows, GOAL, 'goal (G)');
  return grid;
}

/** One line of N² characters, as in data files; `parseMaze` reads it back. */
export function formatMazeLine(grid: MazeGrid): string {
  return Array.from(grid, (cell) => CHARACTERS[cell]!).join('');
}

/** N lines of N characters; `parseMaze` reads them back. */
export function formatMaze(grid: MazeGrid): string {
  const side = Math.sqrt(grid.length);
  const line = formatMazeLine(grid);
  return Array.from({ length: side }, (_, row) => line.slice(row * side, (row + 1) * side)).join(
    '\n',
  );
}

/**
 * Far more than a maze of 30×30 with two bytes for each cell and blank lines and spaces around it.
 */
const MOST_CHARACTERS = 20_000;

/** By token; PAD is in no maze and would be visible. */
const CHARACTERS = ['?', '#', ' ', 'S', 'G', 'o'];
const LEGEND = '# wall, space open, S start, G goal, o path';

const CELLS: ReadonlyMap<string, number> = new Map([
  ...Array.from('#\u2588', (mark) => [mark, WALL] as const),
  ...Array.from(' ._\u00b7\u00a0', (mark) => [mark, OPEN] as const),
  ...Array.from('Ss', (mark) => [mark, START] as const),
  ...Array.from('Gg', (mark) => [mark, GOAL] as const),
  ...Array.from('oO', (mark) => [mark, PATH] as const),
]);

interface Row {
  readonly cells: readonly Cell[];
}

interface Cell {
  readonly character: string;
  /** Its place in the text, both from 1. */
  readonly line: number;
  readonly column: number;
}

function cellsOf(text: string, line: number): Cell[] {
  return Array.from(text, (character, at) => ({ character, line, column: at + 1 }));
}

/** All cells in one line, perhaps in quotes. */
function cutIntoRows(text: string, line: number): Row[] {
  const isQuoted = /^(["']).*\1$/.test(text);
  const cells = cellsOf(text, line).slice(isQuoted ? 1 : 0, isQuoted ? -1 : undefined);
  if (cells.every(({ character }) => CELLS.get(character) === OPEN)) throw empty();
  const side = Math.sqrt(cells.length);
  if (!isMazeSide(side)) {
    throw new PuzzleFormatError(
      `${plural(cells.length, 'cell')} in one line; a square maze has 16 (4×4) to 900 (30×30), ` +
        'such as 81, 225 or 400',
      line,
    );
  }
  return Array.from({ length: side }, (_, row) => ({
    cells: cells.slice(row * side, (row + 1) * side),
  }));
}

/** A drawing in lines; blank lines are removed until it is square. */
function square(lines: readonly string[]): Row[] {
  const rows = lines.map((text, index) => ({ text, cells: cellsOf(text, index + 1) }));
  const isBlank = (row: { readonly text: string } | undefined) => row?.text.trim() === '';
  if (rows.every(isBlank)) throw empty();
  const side = Math.max(...rows.map(({ cells }) => cells.length));
  while (rows.length > side && isBlank(rows.at(-1))) rows.pop();
  while (rows.length > side && isBlank(rows[0])) rows.shift();
  if (rows.length !== side) {
    throw new PuzzleFormatError(
      `${plural(rows.length, 'line')}, the longest of ${plural(side, 'character')}; a maze is square`,
    );
  }
  if (!isMazeSide(side)) {
    const range = `${MIN_SIDE}×${MIN_SIDE} to ${MAX_SIDE}×${MAX_SIDE}`;
    throw new PuzzleFormatError(`a maze of ${side}×${side}; sizes are ${range}`);
  }
  return rows;
}

function requireOne(grid: MazeGrid, rows: readonly Row[], mark: number, name: string): void {
  const found: Cell[] = [];
  const side = rows.length;
  grid.forEach((cell, at) => {
    if (cell === mark) found.push(rows[Math.floor(at / side)]!.cells[at % side]!);
  });
  if (found.length === 1) return;
  if (found.length === 0) throw new PuzzleFormatError(`the maze has no ${name}`);
  const [first, second] = found as [Cell, Cell];
  const where = `line ${second.line}, column ${second.column}`;
  throw new PuzzleFormatError(
    `${where}: a second ${name}; the first is at line ${first.line}, column ${first.column}`,
    second.line,
    second.column,
  );
}

const empty = () => new PuzzleFormatError('there is no maze in this text');
