import { PuzzleFormatError } from '../format-error';
import { readPuzzleList } from '../puzzle-list';
import type { Random } from '../random';
import type { Canvas, View, World } from '../world';
import { BLANK, decodeSudoku, encodeSudoku, vocabularySize } from './codec';
import { SudokuGenerator } from './generator';
import {
  geometryForCells,
  SUDOKU_4,
  SUDOKU_9,
  type SudokuGeometry,
  type SudokuGrid,
} from './geometry';
import { formatSudokuPretty, parseSudoku } from './parse';
import { isSolved } from './rules';
import { SudokuSolver } from './solver';

/** Shares of givens from which a target is drawn: 28 to 40 on 9×9. */
const FEWEST_GIVEN = 0.345;
const MOST_GIVEN = 0.495;

export const sudokuWorld: World<SudokuGrid> = {
  id: 'sudoku',
  title: 'Sudoku',
  parse: parseSudoku,
  format: formatSudokuPretty,
  encode: encodeSudoku,
  decode: decodeSudoku,
  solves: (answer, puzzle) => answer.length === puzzle.length && isSolved(answer, puzzle),
  severalAnswers: false,
  solve(puzzle) {
    const { solution, solutions } = new SudokuSolver(geometryForCells(puzzle.length)).solve(puzzle);
    if (solution !== null && solutions === 1) return solution;
    throw new PuzzleFormatError(
      `the puzzle has ${solutions === 0 ? 'no solution' : 'more than one solution'}`,
    );
  },
  readList: (text) => readPuzzleList(text, sudokuWorld),
  vocabularySize(canvas) {
    const geometry = geometryOf(canvas);
    return geometry && vocabularySize(geometry);
  },
  generator(canvas, random) {
    const geometry = geometryOf(canvas);
    if (geometry === null) {
      throw new RangeError(`A Sudoku is 9×9 or 4×4, not ${canvas.width}×${canvas.height}.`);
    }
    const generator = new SudokuGenerator(geometry, random);
    const fewest = Math.round(FEWEST_GIVEN * geometry.cells);
    const most = Math.round(MOST_GIVEN * geometry.cells);
    return () => generator.generate(fewest + random.below(most - fewest + 1));
  },
  /** Relabelled digits (arXiv 2601.10679). */
  views(cells, count, random) {
    const { size } = geometryForCells(cells);
    return Array.from({ length: count }, (_, view) => relabelled(size, view > 0 ? random : null));
  },
};

function geometryOf({ width, height }: Canvas): SudokuGeometry | null {
  if (width !== height) return null;
  return [SUDOKU_9, SUDOKU_4].find(({ size }) => size === width) ?? null;
}

/** Padding and blank keep their meaning; `null` leaves the digits as they are. */
function relabelled(digits: number, random: Random | null): View {
  const names = Uint8Array.from({ length: BLANK + 1 + digits }, (_, token) => token);
  random?.shuffle(names.subarray(BLANK + 1));
  return {
    apply: (tokens) => tokens.map((token) => names[token]!),
    undo: (tokens) => tokens.map((token) => names.indexOf(token)),
  };
}
