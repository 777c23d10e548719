import { PuzzleFormatError } from '../format-error';
import { COLOURS, gridFromRows, gridToRows, MAX_SIDE, type ArcGrid } from './grid';
import { readGrid } from './schema';
import type { ArcTask } from './task';

/**
 * Reads one grid: a JSON array of rows, or a line of digits for each row, with or without spaces,
 * commas or semicolons, `.` for 0.
 * @throws PuzzleFormatError with the fault and its place
 */
export function parseArcGrid(text: string): ArcGrid {
  return text.trimStart().startsWith('[') ? parseJsonGrid(text) : parseLines(text);
}

/** A line of digits for each row, `.` for 0; `parseArcGrid` reads it back. */
export function formatArcGrid(grid: ArcGrid): string {
  return gridToRows(grid)
    .map((row) => row.join('').replaceAll('0', '.'))
    .join('\n');
}

/** A task drawn as text, with input and output of a pair side by side. */
export function formatArcTask({ train, test }: ArcTask): string {
  const draw = ({ input, output }: ArcTask['test'][number], title: string) =>
    `${title}\n${besideEachOther(formatArcGrid(input), output ? formatArcGrid(output) : '?')}`;
  return [
    ...train.map((pair, index) => draw(pair, `train ${index + 1}`)),
    ...test.map((pair, index) => draw(pair, `test ${index + 1}`)),
  ].join('\n\n');
}

const ARROW = '  ->  ';

function besideEachOther(left: string, right: string): string {
  const lefts = left.split('\n');
  const rights = right.split('\n');
  const width = lefts[0]!.length;
  const height = Math.max(lefts.length, rights.length);
  return Array.from({ length: height }, (_, row) => {
    const between = row === Math.floor((height - 1) / 2) ? ARROW : ' '.repeat(ARROW.length);
    return `  ${(lefts[row] ?? '').padEnd(width)}${between}${rights[row] ?? ''}`.trimEnd();
  }).join('\n');
}

function parseJsonGrid(text: string): ArcGrid {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PuzzleFormatError(`not JSON: ${(error as Error).message}`);
  }
  const reading = readGrid(json);
  if ('problem' in reading) throw new PuzzleFormatError(reading.problem);
  return reading.value;
}

function parseLines(text: string): ArcGrid {
  const rows: number[][] = [];
  text.split(/\r\n|\r|\n/).forEach((content, index) => {
    const line = index + 1;
    const row: number[] = [];
    [...content].forEach((character, at) => {
      if (/[\s,;\ufeff]/.test(character)) return;
      const colour = character === '.' ? 0 : Number(character);
      if (!(colour >= 0 && colour < COLOURS)) {
        const problem = `line ${line}, column ${at + 1}: '${character}' is not a colour (0 to 9)`;
        throw new PuzzleFormatError(problem, line, at + 1);
      }
      row.push(colour);
    });
    if (row.length === 0) return;
    const width = rows[0]?.length ?? row.length;
    if (row.length !== width) {
      const problem = `line ${line} has width ${row.length}, the lines above ${width}`;
      throw new PuzzleFormatError(problem, line);
    }
    rows.push(row);
  });
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  if (height === 0) throw new PuzzleFormatError('there is no grid in this text');
  if (height > MAX_SIDE || width > MAX_SIDE) {
    throw new PuzzleFormatError(`${height}×${width} cells; a grid has at most ${MAX_SIDE} a side`);
  }
  return gridFromRows(rows);
}
