import { PuzzleFormatError } from '../format-error';
import { plainText } from '../plain-text';
import type { DrawnMaze } from './drawn';
import { GOAL, MAX_SIDE, MIN_SIDE, OPEN, PATH, START, WALL } from './geometry';
import { mazeOfWalls } from './walls-drawn';

export interface FoundMaze extends DrawnMaze {
  /** Line of the text it began on, from 1. */
  readonly line: number;
}

export interface FoundMazes {
  readonly mazes: readonly FoundMaze[];
  /** Drawings that look like a maze but cannot be used, with the reason. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Finds the mazes drawn in a text, in any characters: the frame consists of walls, start and goal
 * occur once each, and the rest is open. Cells may be letters, digits or pictures, one or two
 * characters wide or with spaces between; walls may also be lines (`+--+`, box drawing). Titles,
 * sizes, indentation and quotes around the rows are ignored.
 *
 * Never throws.
 */
export function findMazes(text: string): FoundMazes {
  const mazes: FoundMaze[] = [];
  const errors: { line: number; message: string }[] = [];
  for (const { line, rows } of blocksOf(plainText(text).split('\n'))) {
    try {
      mazes.push({ line, ...mazeOfRows(rows) });
    } catch (error) {
      if (!(error instanceof PuzzleFormatError)) throw error;
      errors.push({ line, message: error.message });
    }
  }
  return { mazes, errors };
}

/** Rows of one width that follow one another, each cut into characters. */
interface Block {
  readonly line: number;
  readonly rows: readonly (readonly string[])[];
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (let to = 0; to <= lines.length; to++) {
    if (to < lines.length && !isGap(lines, to)) continue;
    const block = from < to ? blockOf(lines.slice(from, to), from + 1) : null;
    if (block !== null) blocks.push(block);
    from = to + 1;
  }
  return blocks;
}

/** A blank line, unless its spaces are as many as the characters of the line before or after it. */
function isGap(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (line.trim() !== '') return false;
  const isAsWide = (other: string | undefined) => other?.length === line.length;
  return line.length < MIN_SIDE || !(isAsWide(lines[at - 1]) || isAsWide(lines[at + 1]));
}

/**
 * The rows among adjacent lines: those of the most common width, and all lines between the first
 * and the last of them. Lines before and after are titles and sizes.
 */
function blockOf(lines: readonly string[], first: number): Block | null {
  const rows = lines.map((line) => [...unwrapped(line).trimEnd()]);
  const trimmed = rows.map((row) => row.join('').trim()).map((row) => [...row].length);
  const isEven = trimmed.every((length) => length === trimmed[0]);
  const unframed = isEven ? null : unframedRows(lines);
  if (unframed !== null) return { line: first, rows: unframed };
  const width = commonest(trimmed);
  const titles = titlesAmong(rows);
  const isRow = trimmed.map((length, at) => length === width && !titles.has(rows[at]!));
  const [top, bottom] = [isRow.indexOf(true), isRow.lastIndexOf(true)];
  if (width < MIN_SIDE || bottom - top + 1 < 3) return null;
  const indent = least(
    rows.flatMap((row, at) =>
      isRow[at] === true ? [row.findIndex((cell) => cell !== ' ' && cell !== '\t')] : [],
    ),
  );
  const inside = rows.slice(top, bottom + 1).map((row) => row.slice(indent));
  // An entrance at the side makes a row shorter; any other difference means that this is not a
  // drawing.
  if (inside.some((row) => row.length > width)) return null;
  return { line: first + top, rows: padded(inside, width) };
}

/**
 * All lines, of which some begin or end with open cells that are spaces, if they have only common
 * marks, which no title has: then the longest has the width of the maze. `null` otherwise.
 */
function unframedRows(lines: readonly string[]): readonly (readonly string[])[] | null {
  const isHigh = lines.length >= MIN_SIDE && lines.length <= MAX_SIDE;
  if (!isHigh || !lines.every((line) => PLAIN_ROW.test(line))) return null;
  // Spaces that make all lines equally long are cells, those at the left too.
  const isAligned = lines.every((line) => line.length === lines[0]!.length);
  const filled = lines.filter((line) => line.trim() !== '');
  const indent = isAligned ? 0 : least(filled.map((line) => line.search(/\S/)));
  const rows = lines.map((line) => [...(isAligned ? line : line.trimEnd())].slice(indent));
  return padded(rows, Math.max(...rows.map((row) => row.length)));
}

const PLAIN_ROW = /^[#\u2588\u2593\u2591\u25a0\u25a1 ._\u00b7SsGgoO]*$/;

function padded(
  rows: readonly (readonly string[])[],
  width: number,
): readonly (readonly string[])[] {
  return rows.map((row) => [...row, ...Array<string>(width - row.length).fill(' ')]);
}

/** The lines with three letters and more that no other has: a maze has start and goal. */
function titlesAmong(rows: readonly (readonly string[])[]): ReadonlySet<readonly string[]> {
  const letters = rows.map((row) => [...new Set(row)].filter((cell) => /\p{L}/u.test(cell)));
  const counts = new Map<string, number>();
  for (const letter of letters.flat()) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const own = letters.map((some) => some.filter((letter) => counts.get(letter) === 1).length);
  return new Set(rows.filter((_, at) => own[at]! >= 3));
}

/** For any number of values; `Math.min` takes some hundred thousand. */
const least = (values: readonly number[]) =>
  values.reduce((found, value) => Math.min(found, value), Infinity);

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** A row without the quotes, brackets and commas of code. */
function unwrapped(line: string): string {
  const quoted = /^\s*[[({]*\s*(["'])(.*)\1\s*[\])}]*\s*,?\s*[\])};]*\s*$/.exec(line);
  if (quoted !== null && !/["']\s*,\s*["']/.test(quoted[2]!)) return quoted[2]!;
  if (/^[\s[\](){},;\d]*,[\s[\](){},;\d]*$/.test(line)) return line.replaceAll(/[^\d]/g, '');
  if (/^\s*\S(\s*,\s*\S){3,}\s*,?\s*$/u.test(line)) return line.replaceAll(/[\s,]/g, '');
  if (/["']\s*,\s*["']/.test(line)) return line.replaceAll(/["'\s]*,["'\s]*|[[\](){}"';]/g, '');
  return line;
}

/** @throws PuzzleFormatError if it is not a maze, or has a size without a board */
function mazeOfRows(rows: readonly (readonly string[])[]): DrawnMaze {
  const drawn = mazeOfWalls(rows) ?? narrowed(rows);
  const [height, width] = [drawn.length, drawn[0]!.length];
  if (Math.max(width, height) > MAX_SIDE || Math.min(width, height) < MIN_SIDE) {
    throw new PuzzleFormatError(
      `a maze of ${width}×${height} cells; boards have ${MIN_SIDE}×${MIN_SIDE} to ${MAX_SIDE}×${MAX_SIDE}`,
    );
  }
  return { width, height, cells: classify(drawn, width, height) };
}

/** Reduces cells to one character, if the drawing has two equal ones, or one and a space. */
function narrowed(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const width = rows[0]!.length;
  const inPairs = rows.every((row) =>
    row.every((cell, at) => at % 2 === 0 || cell === ' ' || cell === row[at - 1]),
  );
  // An odd width means spaced cells: the last one has no space after it.
  const isSpaced = rows.every((row) => row.every((cell, at) => at % 2 === 0 || cell === ' '));
  if (width < 2 * MIN_SIDE - 1 || !(isSpaced || (inPairs && width % 2 === 0))) return rows;
  return rows.map((row) => row.filter((_, at) => at % 2 === 0));
}

const WALLS = [...'#\u2588\u2593\u2592\u25a0\u25fc@XxWw1%&=', '⬛', '🧱', '🟫', '🌲', '🌳'];
const OPENS = [...' ._-\u00b70,:\u2591\u25a1', '⬜', '◻', '▫'];
/** These mark walls only if there are no other marks. */
const FREE = [...' ._-\u00b7,:'];
const PATHS = [...'oO*+\u2022x', '🟦', '🟨', '🔵', '🟡'];
const STARTS = [...'SsAa2@PpIiMm^', '🟩', '🟢', '🐭', '🐁', '🚶', '🏃', '🤖', '🐰'];
const GOALS = [...'GgEeBbFfXxTtDdOo39$', '🟥', '🔴', '🏁', '🧀', '🚪', '🎯', '⭐', '🏆'];

function classify(rows: readonly (readonly string[])[], width: number, height: number): Uint8Array {
  const flat = rows.flat();
  const counts = new Map<string, number>();
  for (const cell of flat) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const wall = wallOf(flat, counts, width, height);
  if (wall === null) throw new PuzzleFormatError('a drawing in which no walls can be told');
  const kinds = new Map<string, number>([[wall, WALL]]);
  const rest = [...counts].filter(([cell]) => cell !== wall);
  const { start, goal } = endsOf(rest);
  if (start !== null) kinds.set(start, START);
  if (goal !== null) kinds.set(goal, GOAL);
  const others = rest.filter(([cell]) => !kinds.has(cell)).sort((a, b) => b[1] - a[1]);
  const known = others.find(([cell]) => OPENS.includes(cell)) ?? others[0];
  for (const [cell] of others) {
    if (cell === known?.[0] || OPENS.includes(cell)) kinds.set(cell, OPEN);
    else if (PATHS.includes(cell)) kinds.set(cell, PATH);
    else if (WALLS.includes(cell)) kinds.set(cell, WALL);
    else throw new PuzzleFormatError(`'${cell}' stands for no cell of a maze that is known`);
  }
  const cells = Uint8Array.from(flat, (cell) => kinds.get(cell)!);
  if (start === null && goal === null) markEntrances(cells, width, height);
  return cells;
}

const isEdge = (at: number, width: number, height: number) =>
  at < width || at >= width * (height - 1) || at % width === 0 || at % width === width - 1;

/**
 * The most common character of the frame; for a maze without a frame, the most common mark of
 * walls.
 */
function wallOf(
  flat: readonly string[],
  counts: ReadonlyMap<string, number>,
  width: number,
  height: number,
): string | null {
  const frame = new Map<string, number>();
  let edge = 0;
  flat.forEach((cell, at) => {
    if (!isEdge(at, width, height)) return;
    edge++;
    frame.set(cell, (frame.get(cell) ?? 0) + 1);
  });
  const [mark, count] = [...frame].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  const isFrame = count >= 0.7 * edge && mark !== ' ';
  // Other marks become walls where they close the frame.
  const isWall = !OPENS.includes(mark) || (count >= 0.95 * edge && !FREE.includes(mark));
  if (isFrame && (isWall || !WALLS.some((cell) => counts.has(cell)))) return mark;
  const known = WALLS.filter((cell) => (counts.get(cell) ?? 0) > 2);
  return known.sort((a, b) => counts.get(b)! - counts.get(a)!)[0] ?? (isFrame ? mark : null);
}

/**
 * The two marks that occur once. If either could be the start, it is the first one in the drawing.
 */
function endsOf(rest: readonly (readonly [string, number])[]): {
  readonly start: string | null;
  readonly goal: string | null;
} {
  const once = rest.flatMap(([cell, count]) =>
    count === 1 && (!OPENS.includes(cell) || rest.length > 3) && cell !== ' ' ? [cell] : [],
  );
  const rank = (list: readonly string[], cell: string) => {
    const at = list.indexOf(cell);
    return at < 0 ? Infinity : at;
  };
  const best = (list: readonly string[], among: readonly string[]) =>
    among.reduce<string | null>(
      (found, cell) => (rank(list, cell) < rank(list, found ?? '') ? cell : found),
      null,
    );
  // E is the end if there is an S, and the entrance if there is an X.
  if (once.includes('E') && once.includes('X') && best(STARTS, once) === null) {
    return { start: 'E', goal: 'X' };
  }
  const start = best(STARTS, once);
  const goal = best(
    GOALS,
    once.filter((cell) => cell !== start),
  );
  if (start !== null && goal !== null) return { start, goal };
  const unknown = once.filter((cell) => cell !== start && cell !== goal && !OPENS.includes(cell));
  if (start !== null) return { start, goal: unknown[0] ?? null };
  if (goal !== null) return { start: unknown[0] ?? null, goal };
  return { start: unknown[0] ?? null, goal: unknown[1] ?? null };
}

/** Two gaps in the frame are the way in and the way out. */
function markEntrances(cells: Uint8Array, width: number, height: number): void {
  const gaps = [...cells.keys()].filter((at) => isEdge(at, width, height) && cells[at] !== WALL);
  if (gaps.length !== 2) return;
  cells[gaps[0]!] = START;
  cells[gaps[1]!] = GOAL;
}
