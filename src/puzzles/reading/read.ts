import { gridToRows } from '../arc/grid';
import { parseArcFiles, type ArcFile } from '../arc/parse';
import type { ArcRecord } from '../arc/task';
import { parseArcGrid } from '../arc/text';
import { PuzzleFormatError } from '../format-error';
import type { DrawnMaze } from '../maze/drawn';
import { plainText } from '../plain-text';
import { checkPuzzle } from '../sudoku/check';
import { lacksTwoDigits } from '../sudoku/digits';
import type { SudokuGrid } from '../sudoku/geometry';
import { parseSudokuList } from '../sudoku/parse-list';
import { fileText } from './file-text';
import { readMazes } from './mazes';
import { sharedLinks } from './shared-links';
import { isMatrix, readValues, tasksWithin } from './values';

/** A file a person brings, or a text they paste. */
export interface Brought {
  /** With its folders, if known: ARC tasks are named after it. */
  readonly name: string;
  readonly content: Uint8Array | string;
}

export type ReadWorld = 'sudoku' | 'maze' | 'arc';

/** One puzzle that was understood. */
export type ReadItem =
  | {
      readonly world: 'sudoku';
      readonly where: Place;
      readonly puzzle: SudokuGrid;
      /** As in the text, right or wrong. */
      readonly solution: SudokuGrid | null;
      /** Other columns, by name. */
      readonly fields: Readonly<Record<string, string>>;
    }
  | {
      readonly world: 'maze';
      readonly where: Place;
      /** Without a path; a start or a goal may be missing. */
      readonly puzzle: DrawnMaze;
      /** With the path in the text. */
      readonly solution: DrawnMaze | null;
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly world: 'arc'; readonly where: Place; readonly record: ArcRecord };

export interface Place {
  readonly name: string;
  /** From 1; 1 if it is not known. */
  readonly line: number;
}

export interface ReadProblem {
  readonly where: Place;
  /** What it probably is, and why it cannot be used, in one line. */
  readonly message: string;
}

export interface Reading {
  readonly items: readonly ReadItem[];
  readonly problems: readonly ReadProblem[];
}

export interface ReadOptions {
  /** The world of an ambiguous text: that of the person's board. */
  readonly prefer?: ReadWorld;
}

/**
 * Reads the puzzles in files or texts of any origin: lists and drawings of Sudokus (`findSudokus`),
 * mazes (`findMazes`) and ARC tasks (`parseArcFiles`), also as JSON, JSONL, CSV, XML or in links.
 * The page (paste, drop, upload) and `hrm read` both use it.
 *
 * Never rejects: what cannot be used is listed in `problems`. Nothing is executed or fetched.
 */
export async function readPuzzles(
  brought: readonly Brought[],
  options: ReadOptions = {},
): Promise<Reading> {
  const items: ReadItem[] = [];
  const problems: ReadProblem[] = [];
  const tasks: ArcFile[] = [];
  for (const { name, content } of brought) {
    try {
      const text = typeof content === 'string' ? content : await fileText(content);
      const reading = readText(name, text, options);
      if ('tasks' in reading) tasks.push({ name, text: reading.tasks });
      else {
        // One by one: a call takes only some hundred thousand arguments.
        for (const item of reading.items) items.push(item);
        for (const problem of reading.problems) problems.push(problem);
      }
    } catch (error) {
      if (!(error instanceof PuzzleFormatError)) throw error;
      problems.push({ where: { name, line: error.line ?? 1 }, message: error.message });
    }
  }
  // Tasks and their answers may be in several files, so these are read together.
  const { records, problems: untold } = parseArcFiles(tasks);
  for (const record of records) {
    items.push({ world: 'arc', where: { name: record.id, line: 1 }, record });
  }
  for (const { where, message } of untold) {
    problems.push({ where: { name: where, line: 1 }, message });
  }
  return { items, problems };
}

/** What is in a text, or the part of it that is ARC tasks. */
function readText(
  name: string,
  text: string,
  { prefer }: ReadOptions,
): Reading | { readonly tasks: string } {
  if (text.trim() === '') throw new PuzzleFormatError('there is nothing in it');
  const links = sharedLinks(text);
  if (links !== null) return fromSudokus(name, links.text, links.problem);
  const values = readValues(text);
  if (values === 'tasks') return { tasks: text };
  const within = values === null ? tasksWithin(text) : null;
  if (within?.isWhole === true) return { tasks: within.text };
  const plain = values?.text ?? text;
  const sudokus = fromSudokus(name, plain, null);
  const mazes = readMazes(plain);
  const asMazes: Reading = {
    items: mazes.items.map(({ line, ...item }) => ({
      world: 'maze',
      where: { name, line },
      ...item,
    })),
    problems: mazes.problems.map(({ line, message }) => ({ where: { name, line }, message })),
  };
  if (sudokus.items.length > 0 && asMazes.items.length > 0) {
    return isRatherMaze(sudokus, prefer) ? asMazes : sudokus;
  }
  if (sudokus.items.length > 0) {
    const grid = prefer === 'arc' ? loneGrid(name, text) : null;
    return grid ?? sudokus;
  }
  if (asMazes.items.length > 0) return asMazes;
  const grid = loneGrid(name, text);
  if (grid !== null && !looksLikeOther(sudokus)) return grid;
  if (/^\s*<(!doctype html|html)/i.test(text)) {
    throw new PuzzleFormatError('this is a web page without a puzzle in it');
  }
  if (asMazes.problems.length > 0 && /[#\u2588@XS]/.test(plain)) return asMazes;
  if (looksLikeOther(sudokus)) return sudokus;
  if (within !== null) return { tasks: within.text };
  const isData = /^\s*[[{]/.test(text);
  // A broken task is reported with the place; other data in one line.
  if (isData && /["'](train|input|output)["']\s*:/.test(text)) return { tasks: text };
  if (!isData && sudokus.problems.length > 0 && /\d/.test(plain)) return sudokus;
  throw new PuzzleFormatError('there is no Sudoku, maze or ARC task in it');
}

function fromSudokus(name: string, text: string, problem: string | null): Reading {
  const { records, errors: all } = parseSudokuList(text);
  const lines = text.split(/\r\n|\r|\n/);
  // Text around puzzles is not a broken puzzle.
  const errors = all.filter(
    ({ line }) => records.length === 0 || !PROSE.test(lines[line - 1] ?? ''),
  );
  const told = problem === null ? [] : [{ where: { name, line: 1 }, message: problem }];
  return {
    items: records.map(({ line, ...record }) => ({
      world: 'sudoku',
      where: { name, line },
      ...record,
    })),
    problems: [
      ...told,
      ...(problem === null || records.length > 0 ? errors : []).map(({ line, message }) => ({
        where: { name, line },
        message,
      })),
    ],
  };
}

/** Words side by side; from the beginning of a word only, so that a long one takes linear time. */
const PROSE = /(?<!\p{L})\p{L}{2,}[,;:]?\s+(?:\p{L}+[,;:]?\s+)*\p{L}{2,}/u;

/**
 * Zeros and ones may be either. What breaks the rules of Sudoku is not one, nor what lacks two
 * digits, which could change places in any solution: a row of a maze of 16×16, for example, has as
 * many cells as a Sudoku of 4×4.
 */
function isRatherMaze({ items }: Reading, prefer: ReadWorld | undefined): boolean {
  if (prefer === 'maze') return true;
  return items.every(
    (item) =>
      item.world === 'sudoku' &&
      (lacksTwoDigits(item.puzzle) || checkPuzzle(item.puzzle).kind === 'conflict'),
  );
}

/** Sizes that differ from a grid of colours by more than their digits. */
function looksLikeOther({ problems }: Reading): boolean {
  return problems.some(
    ({ message }) => /spreadsheet/.test(message) || /×\d+ Sudoku;/.test(message),
  );
}

/**
 * A single ARC grid: a task with this grid as question, whose demonstration must still be drawn.
 */
function loneGrid(name: string, text: string): Reading | null {
  const plain = plainText(text).trim();
  if (!isMatrix(plain)) return null;
  let grid;
  try {
    grid = parseArcGrid(plain);
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    return null;
  }
  const rows = gridToRows(grid);
  const blank = rows.map((row) => row.map(() => 0));
  const json = { train: [{ input: blank, output: blank }], test: [{ input: rows }] };
  const { records } = parseArcFiles([{ name, text: JSON.stringify(json) }]);
  return {
    items: records.map((record) => ({ world: 'arc', where: { name, line: 1 }, record })),
    problems: [],
  };
}
