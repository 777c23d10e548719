import { plainText, unescaped } from '../plain-text';
import { digitsOfCandidates, digitsOfWord } from './digits';
import { findAligned } from './find-aligned';
import { findRows } from './find-rows';
import { sudokuOfCells, SUDOKU_9, type SudokuGrid } from './geometry';
import type { ListError, SudokuList, SudokuRecord } from './list';
import { describeOther } from './other-sizes';

/** A section of a file without a puzzle: a player's entries, or the answer. */
const OTHER_SECTION = /^\s*\[(state|solution|candidates|pencilmarks?|colou?rs|comment)\]\s*$/i;

/**
 * Finds the Sudokus in any text: lists with other columns, links, markup, code, drawings with and
 * without candidates, words around them. It looks first for grids in one word, then for rows on
 * consecutive lines, then for cells in brackets or in any other layout, at last for rows whose
 * blanks are spaces.
 *
 * Never throws. If there is no grid, `errors` says what was found instead, if known.
 */
export function findSudokus(text: string): SudokuList {
  const lines = withoutSections(plainText(text).split('\n'));
  const named = findNamed(lines);
  if (named !== null) return { records: [named], errors: [] };
  const inWords = findWords(lines);
  if (inWords.records.length > 0) return inWords;
  const inRows = findRows(lines);
  if (inRows.length > 0) return { records: inRows, errors: [] };
  const inMarkup = findRows(rowsOfMarkup(text));
  if (inMarkup.length > 0) return { records: inMarkup, errors: [] };
  const spread = findSpread(lines.join('\n'));
  if (spread.length > 0) return { records: spread, errors: [] };
  const aligned = findAligned(lines);
  if (aligned.length > 0) return { records: aligned, errors: [] };
  const other = describeOther(lines);
  return { records: [], errors: other === null ? inWords.errors : [other] };
}

/** Givens by their places, `r1c1=5`, as in solvers and forums. */
const NAMED = /\br([1-9])c([1-9])\s*[=:]\s*([1-9])\b/gi;
/** A 9×9 Sudoku with fewer givens has several solutions. */
const FEWEST_GIVENS = 17;

function findNamed(lines: readonly string[]): SudokuRecord | null {
  const puzzle = new Uint8Array(SUDOKU_9.cells);
  for (const [, row, column, digit] of lines.join('\n').matchAll(NAMED)) {
    const cell = 9 * (Number(row) - 1) + Number(column) - 1;
    if (puzzle[cell] !== 0 && puzzle[cell] !== Number(digit)) return null;
    puzzle[cell] = Number(digit);
  }
  if (puzzle.filter((digit) => digit > 0).length < FEWEST_GIVENS) return null;
  const line = 1 + lines.findIndex((text) => new RegExp(NAMED.source, 'i').test(text));
  return { line, puzzle, solution: null, fields: {} };
}

/**
 * A line for each row of a table in HTML, commas between its cells; none without such a table. Rows and
 * cells need not be closed.
 */
function rowsOfMarkup(text: string): string[] {
  const rows = text.split(/<tr\b[^<>]*>/i).slice(1);
  return rows.map((row) => {
    const [within = ''] = row.split(/<\/t(?:r|body|able)>/i, 1);
    const cells = within.split(/<t[dh]\b[^<>]*>/i).slice(1);
    return cells.map((cell) => cell.replaceAll(/<[^<>]*>|&nbsp;|[\s,]+/g, '')).join(',');
  });
}

/** Lines of other sections are emptied, so that numbers of lines stay. */
function withoutSections(lines: readonly string[]): string[] {
  let isOther = false;
  return lines.map((line) => {
    if (/^\s*\[[A-Za-z ]+\]\s*$/.test(line)) {
      isOther = OTHER_SECTION.test(line);
      return '';
    }
    return isOther ? '' : line;
  });
}

/** Characters that may be around a grid in one word: quotes, brackets, separators, a link's `=`. */
const AROUND = /[\s,;:|"'`<>=&#/\\(){}[\]!]+/;

function findWords(lines: readonly string[]): SudokuList {
  const records: SudokuRecord[] = [];
  const errors: ListError[] = [];
  lines.forEach((text, index) => {
    const line = index + 1;
    const words = unescaped(text).split(AROUND).filter(Boolean);
    const small = words[0] !== undefined && isSmall(words);
    const grids = words.flatMap((word) => {
      const grid = gridOfWord(word, small);
      return grid === null ? [] : [grid];
    });
    const lost = words.find(isLost);
    if (grids.length === 0 && lost !== undefined) errors.push({ line, message: sayLost(lost) });
    records.push(...paired(grids).map((pair) => ({ line, ...pair, fields: {} })));
  });
  return { records, errors };
}

/** A small Sudoku must be alone: a word of 16 digits among others is something else. */
function isSmall(words: readonly string[]): boolean {
  const [first] = words;
  if (first === undefined || words.length > 2) return false;
  return (
    sudokuOfCells(first.length) !== null && words.every(({ length }) => length === first.length)
  );
}

function gridOfWord(word: string, small: boolean): SudokuGrid | null {
  const grid = digitsOfWord(word, small) ?? digitsOfCandidates(word);
  if (grid !== null || word.length !== SUDOKU_9.cells + 1) return grid;
  // A full stop after it, or the question mark before the parameters of a link.
  if (word.endsWith('.')) return digitsOfWord(word.slice(0, -1), false);
  return word.startsWith('?') ? digitsOfWord(word.slice(1), false) : null;
}

/** A full grid beside one that it completes is its solution, in either order. */
function paired(
  grids: readonly SudokuGrid[],
): { puzzle: SudokuGrid; solution: SudokuGrid | null }[] {
  const isFull = (grid: SudokuGrid | undefined) => grid !== undefined && !grid.includes(0);
  const [first, second] = grids;
  if (grids.length === 2 && isFull(first) !== isFull(second)) {
    const [puzzle, solution] = isFull(first) ? [second!, first!] : [first!, second!];
    if (puzzle.length === solution.length) return [{ puzzle, solution }];
  }
  return grids.map((puzzle) => ({ puzzle, solution: null }));
}

const isLost = (word: string) => SCIENTIFIC.test(word) || /^[0-9]{60,80}$/.test(word);
const SCIENTIFIC = /^\d(\.\d+)?E\+(6\d|7\d|80)$/i;

function sayLost(word: string): string {
  const how = SCIENTIFIC.test(word)
    ? 'most of its digits are lost'
    : `it has ${word.length} digits instead of ${SUDOKU_9.cells}, as zeros at its front are lost`;
  const shown = word.length > 24 ? `${word.slice(0, 20)}…` : word;
  return (
    `a spreadsheet has taken the puzzle for a number (${shown}): ${how}; ` +
    'save it again with that column as text'
  );
}

/** Cells with anything between them but letters: nested lists of code, nine groups in one line. */
const STRETCH = /(?:[\s\d.,;|"'[\](){}?*_/-]|None|null|NaN|nan)+/g;

function findSpread(text: string): SudokuRecord[] {
  const records: SudokuRecord[] = [];
  for (const { 0: stretch, index } of text
    .replaceAll(/(?:\/\/|#).*$/gm, blanked)
    .matchAll(STRETCH)) {
    const cells = [...stretch.replaceAll(/(\d)\.0+(?=\D|$)/g, '$1').matchAll(CELL)].map(
      ([cell]) => cell,
    );
    if (cells.length === 0 || cells.length % SUDOKU_9.cells !== 0) continue;
    const line = text.slice(0, index + stretch.search(/\S/)).split('\n').length;
    for (let at = 0; at < cells.length; at += SUDOKU_9.cells) {
      const word = cells
        .slice(at, at + SUDOKU_9.cells)
        .map((cell) => (cell.length > 1 ? '.' : cell));
      const puzzle = digitsOfWord(word.join(''), false);
      if (puzzle !== null) records.push({ line, puzzle, solution: null, fields: {} });
    }
  }
  return records;
}

const CELL = /[\d.?*_-]|None|null|NaN|nan/g;
const blanked = (comment: string) => ' '.repeat(comment.length);
