import type { SudokuGrid, SudokuRule } from '../puzzles/sudoku/geometry';
import { reportPuzzles } from '../puzzles/sudoku/report';
import { UsageError } from './usage-error';

export interface PuzzleRow {
  readonly puzzle: SudokuGrid;
  readonly solution: SudokuGrid;
  /** Value of the `source` column, if there is one; `eval` groups on it. */
  readonly source: string | null;
}

/**
 * Reads a data file: a CSV with a column `puzzle` and, as a rule, `solution` (solved for where it is
 * missing), or any other list of puzzles. Other columns are allowed, `source` is kept.
 * @throws UsageError naming the first line with something wrong, and what that is
 */
export function parsePuzzleTable(text: string, file: string, rule?: SudokuRule): PuzzleRow[] {
  const { puzzles, problems } = reportPuzzles(text, {
    ...(rule && { rule }),
    keepDuplicates: true,
    trustSolutions: true,
    patient: true,
  });
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
