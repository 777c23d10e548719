import { geometryForCells, type SudokuGrid } from '../puzzles/sudoku/geometry';
import { parseSudoku } from '../puzzles/sudoku/parse';
import { isSolved } from '../puzzles/sudoku/rules';
import { SudokuSolver } from '../puzzles/sudoku/solver';
import { UsageError } from './usage-error';

export interface PuzzleRow {
  readonly puzzle: SudokuGrid;
  readonly solution: SudokuGrid;
  /** Value of the `source` column, if there is one; `eval` groups on it. */
  readonly source: string | null;
}

/**
 * Reads a data CSV: a header with `puzzle` and, as a rule, `solution` (solved for if it is missing);
 * other columns are allowed, `source` is kept.
 * @throws UsageError naming the line and what is wrong with it
 */
export function parsePuzzleTable(text: string, file: string): PuzzleRow[] {
  const lines = text.split(/\r?\n/);
  const header = splitCsvLine(lines[0] ?? '').map((name) => name.trim().toLowerCase());
  const column = (name: string) => header.indexOf(name);
  const puzzleAt = column('puzzle');
  if (puzzleAt < 0) {
    throw new UsageError(`${file}: the first line must name the columns, one of them "puzzle".`);
  }
  const rows: PuzzleRow[] = [];
  lines.forEach((line, index) => {
    if (index === 0 || line.trim() === '') return;
    const where = `${file}, line ${index + 1}`;
    const fields = splitCsvLine(line);
    const puzzle = parseField(fields[puzzleAt], where, 'puzzle');
    const given = column('solution') < 0 ? undefined : fields[column('solution')];
    const solution =
      given === undefined ? solve(puzzle, where) : parseField(given, where, 'solution');
    if (solution.length !== puzzle.length || !isSolved(solution, puzzle)) {
      throw new UsageError(`${where}: the solution does not solve the puzzle.`);
    }
    rows.push({ puzzle, solution, source: fields[column('source')]?.trim() ?? null });
  });
  if (rows.length === 0) throw new UsageError(`${file}: there is no puzzle in it.`);
  return rows;
}

function parseField(text: string | undefined, where: string, name: string): SudokuGrid {
  try {
    return parseSudoku(text ?? '');
  } catch (error) {
    throw new UsageError(`${where}: ${name}: ${(error as Error).message}`);
  }
}

function solve(puzzle: SudokuGrid, where: string): SudokuGrid {
  const search = new SudokuSolver(geometryForCells(puzzle.length)).solve(puzzle);
  if (search.solution === null || search.solutions !== 1) {
    throw new UsageError(
      `${where}: the puzzle has ${search.solutions === 0 ? 'no solution' : 'more than one solution'}.`,
    );
  }
  return search.solution;
}

/** Fields of one CSV line; double quotes may enclose a field. */
function splitCsvLine(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), (match) =>
    match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'),
  );
}
