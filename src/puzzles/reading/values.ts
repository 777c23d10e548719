import { PuzzleFormatError } from '../format-error';
import { plainText } from '../plain-text';
import { lacksTwoDigits } from '../sudoku/digits';
import { sudokuOfCells } from '../sudoku/geometry';
import { parseLiteral } from './literal';

/** Names of values that are solutions, or not puzzles. */
const NOT_A_PUZZLE =
  /^(solutions?|answers?|solved|result|state|candidates|pencil.*|id|title|author)$/i;
const SOLUTION = /^(solutions?|answers?|solved)$/i;

/**
 * Reads a text that is JSON, JSONL or a literal of Python or JavaScript.
 *
 * @returns `'tasks'` if it has the form of ARC's files; else the puzzles in it as lines of text: a
 * puzzle and its solution with a comma between them, or drawn over several lines; `null` if it is
 * not data
 */
export function readValues(text: string): { readonly text: string } | 'tasks' | null {
  const content = withoutRemarks(text.replace(/^\ufeff/, '')).trim();
  if (!/^[[{]/.test(content) && !/^\w+\s*=\s*[[{]/.test(content)) return null;
  const value = parsed(content);
  if (value === undefined) return null;
  if (looksLikeTasks(value)) return 'tasks';
  const found = puzzlesOf(value);
  return found.length === 0 ? null : { text: found.join('\n\n') };
}

/**
 * ARC tasks within another text: a code fence, the marks of quoted mail, words, a page.
 *
 * @returns `null` if nothing looks like some; `isWhole` if they can be read
 */
export function tasksWithin(
  text: string,
): { readonly text: string; readonly isWhole: boolean } | null {
  if (!/["'](train|test|examples)["']\s*:/i.test(text)) return null;
  const plain = plainText(text);
  const end = 1 + Math.max(plain.lastIndexOf('}'), plain.lastIndexOf(']'));
  const starts = [plain.indexOf('{'), plain.indexOf('[')].filter((at) => at >= 0 && at < end);
  const parts = starts.map((start) => plain.slice(start, end));
  const whole = parts.find((part) => looksLikeTasks(literalOf(part)));
  const found = whole ?? parts[0];
  return found === undefined ? null : { text: found, isWhole: whole !== undefined };
}

function literalOf(text: string): unknown {
  try {
    return parseLiteral(text);
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    return undefined;
  }
}

/** Without comments of a programming language before the data. */
const withoutRemarks = (text: string) => text.replace(/^(?:\s+|\/\/.*|\/\*[^]*?\*\/)+/, '');

function parsed(content: string): unknown {
  const value = literalOf(content.replace(/^\w+\s*=\s*/, ''));
  if (value !== undefined) return value;
  const lines = content.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  try {
    if (lines.length > 1) return lines.map((line) => JSON.parse(line) as unknown);
  } catch {
    // Not a value in each line either.
  }
  // The reader of tasks reports the place of the fault.
  return /["'](train|test|examples)["']\s*:/.test(content) ? { train: null } : undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names that only ARC files have, at one of the first levels. */
function looksLikeTasks(value: unknown, depth = 0): boolean {
  if (depth > 3) return false;
  if (Array.isArray(value))
    return value.slice(0, 20).some((item) => looksLikeTasks(item, depth + 1));
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  const parts = names.filter((name) => /^(train|test|examples|attempt_1)$/i.test(name));
  if (parts.some((name) => typeof value[name] === 'object')) return true;
  if (names.some((name) => /^input$/i.test(name) && Array.isArray(value[name]))) return true;
  const items = Object.values(value);
  if (depth === 0 && items.length > 0 && items.every(isListOfGrids)) return true;
  return items
    .slice(0, 20)
    .some((item) =>
      isObject(item) || Array.isArray(item) ? looksLikeTasks(item, depth + 1) : false,
    );
}

/** As in files of answers. */
const isListOfGrids = (value: unknown) =>
  Array.isArray(value) && Array.isArray(value[0]) && Array.isArray((value[0] as unknown[])[0]);

function puzzlesOf(value: unknown, depth = 0): string[] {
  if (depth > 8) return [];
  const text = gridText(value);
  if (text !== null) return [text];
  if (Array.isArray(value)) return value.flatMap((item) => puzzlesOf(item, depth + 1));
  if (!isObject(value)) return [];
  const entries = Object.entries(value);
  const puzzles = entries.flatMap(([name, item]) =>
    NOT_A_PUZZLE.test(name) ? [] : puzzlesOf(item, depth + 1),
  );
  const [solution] = entries.flatMap(([name, item]) => {
    const grid = SOLUTION.test(name) ? gridText(item) : null;
    return grid === null ? [] : [grid];
  });
  const [only] = puzzles;
  const isPair = puzzles.length === 1 && solution !== undefined && !/\n/.test(only! + solution);
  return isPair && only!.length === solution.length ? [`${only!},${solution}`] : puzzles;
}

/** The text of what may be a grid: a string, rows of strings or cells, or all cells in one list. */
function gridText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim().length >= 16 ? value : null;
  if (!Array.isArray(value) || value.length < 4) return null;
  if (value.every((row) => typeof row === 'string' && row.length > 1)) {
    const rows = value as readonly string[];
    return rows.every((row) => row.length === rows[0]!.length && row.length <= 60)
      ? joined(rows.map((row) => [...row]))
      : null;
  }
  if (value.every(Array.isArray)) {
    const rows = (value as readonly unknown[][]).map((row) => row.map(cellText));
    return rows.every(
      (row) => row.length >= 4 && row.length === rows[0]!.length && row.every(isCell),
    )
      ? joined(rows as string[][])
      : null;
  }
  const cells = value.map(cellText);
  return sudokuOfCells(cells.length) !== null && cells.every(isCell) ? cells.join('') : null;
}

const isCell = (cell: string | null): cell is string => cell !== null;

/**
 * Sudokus on one line, so that a solution can follow; other grids as drawings, including mazes in
 * digits.
 */
function joined(rows: readonly (readonly string[])[]): string {
  const side = rows.length;
  const isSudoku =
    sudokuOfCells(side * side) !== null &&
    rows.every((row) => row.length === side && row.every(isDigit)) &&
    !lacksTwoDigits(Uint8Array.from(rows.flat(), (cell) => Number(cell) || 0));
  return isSudoku
    ? rows.flat().join('').replaceAll(' ', '.')
    : rows.map((row) => row.join('')).join('\n');
}

const isDigit = (cell: string) => /^[0-9. _?*x-]$/.test(cell);

/** A digit, a mark, nothing; or an object with its digit, as in puzzle editors. */
function cellText(cell: unknown): string | null {
  if (cell === null || cell === undefined || cell === '' || cell === false) return '.';
  if (typeof cell === 'number')
    return Number.isInteger(cell) && cell >= 0 && cell < 10 ? String(cell) : null;
  if (typeof cell === 'string') return [...cell].length === 1 ? cell : null;
  if (!isObject(cell)) return null;
  const { value, given } = cell;
  if (given === false) return '.';
  return typeof value === 'object' ? '.' : cellText(value);
}

/** Rows of digits and nothing else, drawn or as a list of lists. */
export function isMatrix(text: string): boolean {
  return (
    /^[\s\d,;.[\]]+$/.test(text) && /\d/.test(text) && (/\n/.test(text) || text.startsWith('[['))
  );
}
