import { checkPuzzle } from '../../puzzles/sudoku/check';
import { parseSudokuList } from '../../puzzles/sudoku/parse-list';
import type { OwnPuzzle } from '../../worker/lesson-protocol';

export interface OwnReading {
  readonly puzzles: readonly OwnPuzzle[];
  readonly duplicates: number;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

export function readOwnPuzzles(text: string): OwnReading {
  const { records, errors } = parseSudokuList(text);
  const problems = [...errors];
  const puzzles: OwnPuzzle[] = [];
  for (const { line, puzzle } of records) {
    const check = checkPuzzle(puzzle);
    if (check.kind === 'unique') puzzles.push({ puzzle, solution: check.solution });
    else problems.push({ line, message: check.message });
  }
  return { puzzles, duplicates: 0, problems };
}
