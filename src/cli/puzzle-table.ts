import { readFile } from 'node:fs/promises';
import { PuzzleFormatError } from '../puzzles/format-error';
import { fileText } from '../puzzles/reading/file-text';
import { readOne } from '../puzzles/reading/read-one';
import type { World } from '../puzzles/world';
import { UsageError } from './usage-error';

export interface PuzzleRow<Grid> {
  readonly puzzle: Grid;
  readonly solution: Grid;
  /** Value of the `source` column, if there is one; `eval` groups on it. */
  readonly source: string | null;
}

/**
 * Reads a data file with the world's reader.
 * @throws UsageError naming the first wrong line and its fault
 */
export function parsePuzzleTable<Grid>(
  text: string,
  file: string,
  world: Pick<World<Grid>, 'readList'>,
): PuzzleRow<Grid>[] {
  const { puzzles, problems } = world.readList(text);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new UsageError(`${file}, line ${problem.line}: ${problem.message}`);
  }
  if (puzzles.length === 0) throw new UsageError(`${file}: there is no puzzle in it.`);
  return puzzles.map(({ puzzle, solution, fields }) => ({
    puzzle,
    solution,
    source: fields['source'] ?? null,
  }));
}

/** The puzzles of a data file without solutions. @param option that named the file, for errors */
export async function readPuzzles<Grid>(
  option: string,
  path: string,
  world: Pick<World<Grid>, 'readList'>,
): Promise<Grid[]> {
  const text = await readText(option, path);
  return parsePuzzleTable(text, path, world).map(({ puzzle }) => puzzle);
}

/** The text of a file in any encoding. @param option that named it, for errors */
export async function readText(option: string, path: string): Promise<string> {
  try {
    return await fileText(await readFile(path));
  } catch (error) {
    const problem =
      error instanceof PuzzleFormatError ? `${path}: ${error.message}` : (error as Error).message;
    throw new UsageError(`${option}: ${problem}.`);
  }
}

/**
 * Reads one puzzle from a text of any form, on a board with this number of cells.
 * @throws UsageError saying what is wrong with it, or what it is instead
 */
export async function readOnePuzzle<Grid>(
  option: string,
  text: string,
  world: Pick<World<Grid>, 'id' | 'title' | 'parse' | 'fit'>,
  cells: number,
): Promise<Grid> {
  try {
    return await readOne(text, world, cells);
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    throw new UsageError(`${option}: ${error.message}`);
  }
}
