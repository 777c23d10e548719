import { readFile } from 'node:fs/promises';
import { splitCsvLine } from '../puzzles/csv';
import { PuzzleFormatError } from '../puzzles/format-error';
import type { World } from '../puzzles/world';
import { UsageError } from './usage-error';

export interface PuzzleRow<Grid> {
  readonly puzzle: Grid;
  readonly solution: Grid;
  /** Value of the `source` column, if there is one; `eval` groups on it. */
  readonly source: string | null;
}

/**
 * Reads a data CSV: a header with `puzzle` and, as a rule, `solution` (solved for if it is missing);
 * other columns are allowed, `source` is kept.
 * @throws UsageError naming the line and what is wrong with it
 */
export function parsePuzzleTable<Grid>(
  text: string,
  file: string,
  world: Pick<World<Grid>, 'parse' | 'solve' | 'solves'>,
): PuzzleRow<Grid>[] {
  const lines = text.split(/\r?\n/);
  const header = splitCsvLine(lines[0] ?? '').map((name) => name.toLowerCase());
  const column = (name: string) => header.indexOf(name);
  const puzzleAt = column('puzzle');
  if (puzzleAt < 0) {
    throw new UsageError(`${file}: the first line must name the columns, one of them "puzzle".`);
  }
  const rows: PuzzleRow<Grid>[] = [];
  lines.forEach((line, index) => {
    if (index === 0 || line.trim() === '') return;
    const where = `${file}, line ${index + 1}`;
    // Spaces are kept: in some worlds one is a cell.
    const fields = splitCsvLine(line, ',', 'keep');
    const puzzle = told(`${where}: puzzle`, () => world.parse(fields[puzzleAt] ?? ''));
    const given = column('solution') < 0 ? undefined : fields[column('solution')];
    const solution =
      given === undefined
        ? told(where, () => world.solve(puzzle))
        : told(`${where}: solution`, () => world.parse(given));
    if (!world.solves(solution, puzzle)) {
      throw new UsageError(`${where}: the solution does not solve the puzzle.`);
    }
    rows.push({ puzzle, solution, source: fields[column('source')]?.trim() ?? null });
  });
  if (rows.length === 0) throw new UsageError(`${file}: there is no puzzle in it.`);
  return rows;
}

/** The puzzles alone of a data CSV. @param option that named the file, for the error's sake */
export async function readPuzzles<Grid>(
  option: string,
  path: string,
  world: Pick<World<Grid>, 'parse' | 'solve' | 'solves'>,
): Promise<Grid[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`${option}: ${error.message}.`);
  });
  return parsePuzzleTable(text, path, world).map(({ puzzle }) => puzzle);
}

/** What the world says of a bad puzzle, with the place in the file before it. */
function told<Result>(where: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    throw new UsageError(`${where}: ${error.message.replace(/\.?$/, '.')}`);
  }
}
