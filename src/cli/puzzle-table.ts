import { readFile } from 'node:fs/promises';
import type { World } from '../puzzles/world';
import { UsageError } from './usage-error';

export interface PuzzleRow<Grid> {
  readonly puzzle: Grid;
  readonly solution: Grid;
  /** Value of the `source` column, if there is one; `eval` groups on it. */
  readonly source: string | null;
}

/**
 * Reads a data file, as the world does.
 * @throws UsageError naming the first line with something wrong, and what that is
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

/** The puzzles alone of a data file. @param option that named the file, for the error's sake */
export async function readPuzzles<Grid>(
  option: string,
  path: string,
  world: Pick<World<Grid>, 'readList'>,
): Promise<Grid[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`${option}: ${error.message}.`);
  });
  return parsePuzzleTable(text, path, world).map(({ puzzle }) => puzzle);
}
