import { digitsOfCells } from './digits';
import { SUDOKUS } from './geometry';
import type { SudokuRecord } from './list';

/** The cells of a line, `'rule'` for a line between boxes, `null` for anything else. */
type RowReader = (line: string) => readonly string[] | null;

/**
 * Finds grids with rows on consecutive lines, with rules, frames, labels and brackets around the
 * cells. All rows of a grid are read in the same way; the way that finds the most grids in the text
 * is used.
 */
export function findRows(lines: readonly string[]): SudokuRecord[] {
  const ways = READERS.flatMap((read) =>
    [false, true].map((hyphensAreBlanks) => findIn(lines, read, hyphensAreBlanks)),
  );
  return ways.reduce((best, found) => (found.length > best.length ? found : best), []);
}

/** Consecutive rows in the text: `line` from 1, and whether an empty line comes before it. */
interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  readonly afterGap: boolean;
}

function findIn(
  lines: readonly string[],
  read: RowReader,
  hyphensAreBlanks: boolean,
): SudokuRecord[] {
  const records: SudokuRecord[] = [];
  let block: Row[] = [];
  let afterGap = false;
  const close = () => {
    for (const record of gridsOf(block)) records.push(record);
    block = [];
  };
  lines.forEach((text, index) => {
    const content = withoutComment(text);
    if (content.trim() === '' || isRule(content, hyphensAreBlanks)) {
      if (text.trim() === '') afterGap = true;
      return;
    }
    const cells = read(content);
    if (cells === null || (block.length > 0 && cells.length !== block[0]!.cells.length)) close();
    if (cells !== null) block.push({ line: index + 1, cells, afterGap });
    afterGap = false;
  });
  close();
  return records;
}

const isSide = (width: number) => SUDOKUS.some(({ size }) => size === width);

/** Grids in rows of one length: the whole block, or else the parts between empty lines. */
function gridsOf(block: readonly Row[]): SudokuRecord[] {
  const width = block[0]?.cells.length;
  const labelled = width !== undefined && isSide(width - 1);
  const rows = labelled ? withoutLabels(block) : block;
  if (rows === null) return [];
  const size = rows[0]?.cells.length;
  if (size === undefined || !isSide(size)) return [];
  if (rows.length % size === 0) return cut(rows, size);
  const starts = rows.flatMap(({ afterGap }, at) => (at === 0 || afterGap ? [at] : []));
  return starts.flatMap((start, i) => {
    const part = rows.slice(start, starts[i + 1]);
    return cut(part.length === size + 1 && isHeading(part[0]!) ? part.slice(1) : part, size);
  });
}

function cut(rows: readonly Row[], size: number): SudokuRecord[] {
  if (rows.length % size !== 0) return [];
  const records: SudokuRecord[] = [];
  for (let at = 0; at < rows.length; at += size) {
    const part = rows.slice(at, at + size);
    const puzzle = digitsOfCells(part.flatMap(({ cells }) => cells));
    // Otherwise half a grid could be joined with half of something else.
    if (puzzle === null) return [];
    records.push({ line: part[0]!.line, puzzle, solution: null, fields: {} });
  }
  return records;
}

/** Numbers or letters of the columns, or the empty head of a Markdown table. */
const isHeading = ({ cells }: Row) =>
  cells.every((cell) => cell === '') ||
  cells.every((cell, at) => new RegExp(`^(c(ol(umn)?)?)? ?${at + 1}$`, 'i').test(cell)) ||
  cells.every((cell, at) => cell.toUpperCase() === 'ABCDEFGHI'[at]);

/** Without the row numbers or letters, if the first column has them. */
function withoutLabels(block: readonly Row[]): Row[] | null {
  const size = block[0]!.cells.length - 1;
  const rows = isHeading({ ...block[0]!, cells: block[0]!.cells.slice(1) })
    ? block.slice(1)
    : block;
  const isLabel = ({ cells }: Row, at: number) =>
    [String((at % size) + 1), String(at % size), 'ABCDEFGHI'[at % size]!].some(
      (label) => cells[0]!.toUpperCase() === label,
    );
  return rows.length > 0 && rows.every(isLabel)
    ? rows.map((row) => ({ ...row, cells: row.cells.slice(1) }))
    : null;
}

/** Text after `#`, `//` or `%` with a space before it is a comment. */
const withoutComment = (line: string) => line.replace(/(^|\s)(#|\/\/|%).*$/, '');

const RULE = /^[\s\-+=|:.'`*~_!,\\/\u2500-\u257f]*$/;
/** Hyphens may be blanks if there are as many as columns, or if there are spaces between them. */
const BLANK_ROW = /^\s*(-{9}|-{6}|-{4}|_{9}|_{6}|_{4}|(- ){8}-|(- ){5}-|(- ){3}-)\s*$/;

function isRule(line: string, hyphensAreBlanks: boolean): boolean {
  if (/^\s*\\[A-Za-z]+(\{[^}]*\})*\s*$/.test(line)) return true; // \hline, \begin{…}
  if (!RULE.test(line) || !/[-=_~*\u2500-\u257f]{3}|\u2500|\u2501|\u2550/.test(line)) return false;
  return !(hyphensAreBlanks && BLANK_ROW.test(line));
}

/**
 * Without brackets, quotes, list marks, bold type, and text or a number before a row in code or in
 * words (`grid = [[`, `Row 1:`, `1: `).
 */
const bare = (line: string) =>
  withoutLabel(line.replace(/^\s*-\s+(?=[[("'])/, '').replaceAll(/\*\*([1-9])\*\*/g, '$1'))
    .replace(/^\s*\d[:)]\s+/, '')
    .replaceAll(/[[\](){}"'`]|\\\\|\\hline/g, '');

/** Without what comes before the first `=` or `:`, if it ends in a word. */
function withoutLabel(line: string): string {
  const end = line.search(/[=:|]/);
  // A regular expression for the whole label takes quadratic time on long lines.
  const isLabel =
    end > 0 &&
    line[end] !== '|' &&
    /[A-Za-z][\w .]*$/.test(line.slice(Math.max(0, end - 100), end));
  return isLabel ? line.slice(end + 1).trimStart() : line;
}

/** Cells between separators, where an empty field is a blank: tables, CSV, Markdown, LaTeX. */
const inFields =
  (separator: RegExp): RowReader =>
  (line) => {
    if (!separator.test(line)) return null;
    const inner = bare(line)
      .replace(/\|\s*\.\s*$/, '|')
      .replaceAll(/\|{2,}/g, '|')
      .replace(/^\s*[|!]|[|!]\s*$/g, '');
    const fields = inner.split(separator).map((field) => field.trim());
    if (!isSide(fields.length) && fields.at(-1) === '') fields.pop();
    return fields.every((field) => field.length <= 9) ? fields : null;
  };

/** Cells with spaces between them, each perhaps several candidates. */
const inTokens: RowReader = (line) =>
  bare(line)
    .replaceAll(/[|!:,;\u2500-\u257f]/g, ' ')
    .trim()
    .split(/\s+/);

/** One character for each cell; spaces and frames only separate them. */
const inCharacters: RowReader = (line) => [...bare(line).replaceAll(/[\s|!,;+\u2500-\u257f]/g, '')];

/** Largest number of boxes side by side. */
const MOST_PARTS = Math.max(...SUDOKUS.map(({ boxHeight }) => boxHeight));

/**
 * One character for each cell in a frame, a space for a blank, perhaps with spaces between the
 * cells.
 */
const inFrame: RowReader = (line) => {
  const parts = line
    .trim()
    .replace(/^[|!\u2500-\u257f]|[|!\u2500-\u257f]$/g, '')
    .split(/[|!\u2500-\u257f]/);
  if (parts.length > MOST_PARTS) return null;
  const width = Math.max(...parts.map(({ length }) => length));
  for (const { size, boxHeight } of SUDOKUS) {
    if (parts.length !== boxHeight && parts.length !== 1) continue;
    const cells = cellsInFrame(parts, width, size / parts.length);
    if (cells.length === size) return cells;
  }
  return null;
};

/** @param each cells of a part, @param width characters of the widest */
function cellsInFrame(parts: readonly string[], width: number, each: number): string[] {
  const cells = parts.flatMap((part) => {
    const padded = part.padEnd(width);
    if (width === each) return [...padded];
    // One space between cells, and perhaps one at either side of the box.
    const first = width === 2 * each + 1 ? 1 : 0;
    if (width !== 2 * each - 1 && width !== 2 * each && width !== 2 * each + 1) return [];
    if ([...padded].some((mark, at) => at % 2 !== first && mark !== ' ')) return [];
    return Array.from({ length: each }, (_, cell) => padded[first + 2 * cell] ?? ' ');
  });
  return cells.map((cell) => cell.trim());
}

const READERS: readonly RowReader[] = [
  inTokens,
  inCharacters,
  inFields(/[|\u2502\u2503\u2551]/),
  inFields(/,/),
  inFields(/;/),
  inFields(/\t/),
  inFields(/&/),
  inFrame,
];
