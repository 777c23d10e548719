import { splitCsvLine } from '../csv';
import type { DrawnMaze } from '../maze/drawn';
import { findMazes } from '../maze/find';
import { GOAL, OPEN, PATH, START } from '../maze/geometry';
import { parseMaze } from '../maze/parse';

export interface ReadMaze {
  readonly line: number;
  readonly puzzle: DrawnMaze;
  readonly solution: DrawnMaze | null;
  readonly fields: Readonly<Record<string, string>>;
}

export interface MazesRead {
  readonly items: readonly ReadMaze[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** Mazes in a text: a table with all cells of a maze in one field, or drawings. */
export function readMazes(text: string): MazesRead {
  const table = readTable(text);
  if (table.length > 0) return { items: table, problems: [] };
  // Empty lines at the end are seldom rows; with them, some rectangles would be squares.
  const strict = tryParse(withoutLastLineEnds(text));
  if (strict !== null) return only(strict);
  const { mazes, errors } = findMazes(text);
  const whole = mazes.length === 0 ? tryParse(text) : null;
  if (whole !== null) return only(whole);
  const items = mazes.map(({ line, ...maze }) => ({ line, ...split(maze), fields: {} }));
  return { items, problems: errors };
}

/** A loop, because a regular expression takes quadratic time where lines follow. */
function withoutLastLineEnds(text: string): string {
  let end = text.length;
  while (end > 0 && '\r\n'.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

const only = (maze: DrawnMaze): MazesRead => ({
  items: [{ line: 1, ...split(maze), fields: {} }],
  problems: [],
});

/** A maze with a path drawn in it is a puzzle and its solution. */
function split(maze: DrawnMaze): { puzzle: DrawnMaze; solution: DrawnMaze | null } {
  if (!maze.cells.includes(PATH)) return { puzzle: maze, solution: null };
  const cells = maze.cells.map((cell) => (cell === PATH ? OPEN : cell));
  return { puzzle: { ...maze, cells }, solution: maze };
}

/**
 * Fields that are a maze, in columns of any name: a second one with a path is the solution of the
 * first.
 */
function readTable(text: string): ReadMaze[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const filled = lines
    .map((content, at) => ({ content, line: at + 1 }))
    .filter(({ content }) => content.trim() !== '');
  const items: ReadMaze[] = [];
  let names: readonly string[] = [];
  filled.forEach(({ content, line }, at) => {
    const separator = /\t/.test(content) ? '\t' : /;/.test(content) ? ';' : ',';
    const fields = splitCsvLine(content, separator, 'keep');
    const mazes = fields.flatMap((field) => {
      const maze = isFlat(field) ? tryParse(field) : null;
      return maze === null ? [] : [{ field, maze }];
    });
    const [first, second] = mazes;
    if (first === undefined) {
      if (at === 0) names = fields.map((name) => name.trim().toLowerCase());
      return;
    }
    if (isMarks(filled[at - 1]?.content) || isMarks(filled[at + 1]?.content)) return;
    const { puzzle, solution } = split(first.maze);
    const others = fields.flatMap((field, index) =>
      isFlat(field) || names[index] === undefined ? [] : [[names[index], field.trim()] as const],
    );
    items.push({
      line,
      puzzle,
      solution: second?.maze.cells.includes(PATH) === true ? second.maze : solution,
      fields: Object.fromEntries(others),
    });
  });
  return items;
}

/**
 * Walls and open cells alone. A line with start and goal beside such a line is a row of a maze, for
 * example of 16×16, and not a whole maze of 4×4.
 */
const isMarks = (line: string | undefined) => line !== undefined && /^[# .o]+$/.test(line);

/** A square number of the characters data files use, a start and a goal among them. */
function isFlat(field: string): boolean {
  const side = Math.sqrt(field.length);
  return (
    Number.isInteger(side) &&
    side >= 4 &&
    /^[# .SGo]*$/.test(field) &&
    /S/.test(field) &&
    /G/.test(field)
  );
}

function tryParse(text: string): DrawnMaze | null {
  try {
    const cells = parseMaze(text);
    const side = Math.sqrt(cells.length);
    const isWhole = cells.includes(START) && cells.includes(GOAL);
    return isWhole ? { width: side, height: side, cells } : null;
  } catch {
    return null;
  }
}
