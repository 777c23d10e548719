import { readFile } from 'node:fs/promises';
import type { HrmModel } from '../hrm/parameters';
import { PuzzleFormatError } from '../puzzles/format-error';
import { fileText } from '../puzzles/reading/file-text';
import { readOne } from '../puzzles/reading/read-one';
import type { World } from '../puzzles/world';
import { enlargedFor } from '../reasoning/board-size';
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

/**
 * A table and the model that takes it: on a grid for the largest of its puzzles, if the model can.
 * The puzzles are on this grid.
 * @throws UsageError naming the first puzzle that does not fit
 */
export function fitTable(
  model: HrmModel,
  rows: readonly PuzzleRow<Uint8Array>[],
  file: string,
  world: Pick<World<Uint8Array>, 'fit' | 'vocabularySize'>,
): { readonly model: HrmModel; readonly rows: readonly PuzzleRow<Uint8Array>[] } {
  const fitting = enlargedFor(
    model,
    world,
    rows.map(({ puzzle }) => puzzle),
  );
  const { seq_len } = fitting.config;
  const fitted = rows.map(({ puzzle, solution, source }, index) => {
    try {
      return { puzzle: world.fit(puzzle, seq_len), solution: world.fit(solution, seq_len), source };
    } catch (error) {
      if (!(error instanceof PuzzleFormatError)) throw error;
      throw new UsageError(`${file}: puzzle ${index + 1} is ${error.message}.`);
    }
  });
  return { model: fitting, rows: fitted };
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
 * Reads one puzzle of any size from a text of any form.
 * @throws UsageError saying what is wrong with it, or what it is instead
 */
export async function readOnePuzzle<Grid>(
  option: string,
  text: string,
  world: Pick<World<Grid>, 'id' | 'title' | 'parse'>,
): Promise<Grid> {
  return await blaming(option, () => readOne(text, world));
}

/** @throws UsageError that names the option, in place of a PuzzleFormatError */
export async function blaming<T>(option: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    throw new UsageError(`${option}: ${error.message}`);
  }
}
