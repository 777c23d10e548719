import { PuzzleFormatError } from '../format-error';
import type { Canvas, World } from '../world';
import { assumeDigits } from './assume';
import { checkPuzzle } from './check';
import { decodeSudoku, encodeSudoku, vocabularySize } from './codec';
import { SudokuGenerator } from './generator';
import {
  geometryForCells,
  isSudokuRule,
  sudokuOfCells,
  SUDOKU_SIZES,
  type SudokuGeometry,
  type SudokuGrid,
  type SudokuRule,
} from './geometry';
import { formatSudokuPretty, parseSudoku } from './parse';
import { reportPuzzles } from './report';
import { isSolved } from './rules';
import { SudokuSolver } from './solver';
import { usualGivens } from './source';
import { sudokuViews } from './views';

const TITLES: Readonly<Record<SudokuRule, string>> = {
  classic: 'Sudoku',
  diagonal: 'Diagonal Sudoku',
};

function createSudokuWorld(rule: SudokuRule): World<SudokuGrid> {
  return {
    id: 'sudoku',
    rule,
    title: TITLES[rule],
    parse: parseSudoku,
    format: formatSudokuPretty,
    encode: encodeSudoku,
    decode: decodeSudoku,
    fit(grid, cells) {
      if (grid.length === cells) return grid;
      const [size, wanted] = [grid.length, cells].map(Math.sqrt) as [number, number];
      throw new PuzzleFormatError(`a ${size}×${size} Sudoku; ${wanted}×${wanted} ones are wanted`);
    },
    remark(puzzle) {
      const check = checkPuzzle(puzzle, geometryForCells(puzzle.length, rule));
      return check.kind === 'unique' ? null : check.message;
    },
    solves: (answer, puzzle) => isSolved(answer, puzzle, geometryForCells(answer.length, rule)),
    severalAnswers: false,
    solve(puzzle) {
      const solver = new SudokuSolver(geometryForCells(puzzle.length, rule));
      const { solution, solutions } = solver.solve(puzzle);
      if (solution !== null && solutions === 1) return solution;
      throw new PuzzleFormatError(
        `the puzzle has ${solutions === 0 ? 'no solution' : 'more than one solution'}`,
      );
    },
    readList: (text) =>
      reportPuzzles(text, { rule, keepDuplicates: true, trustSolutions: true, patient: true }),
    vocabularySize(canvas) {
      const geometry = geometryOf(canvas, rule);
      return geometry && vocabularySize(geometry);
    },
    generator(canvas, random) {
      const geometry = geometryOf(canvas, rule);
      if (geometry === null) {
        throw new RangeError(`A Sudoku is ${SUDOKU_SIZES}, not ${canvas.width}×${canvas.height}.`);
      }
      const generator = new SudokuGenerator(geometry, random);
      const [fewest, most] = usualGivens(geometry);
      return () => generator.generate(fewest + random.below(most - fewest + 1));
    },
    views: (cells, count, random) => sudokuViews(geometryForCells(cells, rule), count, random),
    assume: assumeDigits,
    withRule: (name) => (isSudokuRule(name) ? WORLD_OF[name] : null),
  };
}

const WORLD_OF: Readonly<Record<SudokuRule, World<SudokuGrid>>> = {
  classic: createSudokuWorld('classic'),
  diagonal: createSudokuWorld('diagonal'),
};

/** Classic Sudoku; `withRule` leads to the diagonal one. */
export const sudokuWorld = WORLD_OF.classic;

export function sudokuWorldOf(rule: SudokuRule): World<SudokuGrid> {
  return WORLD_OF[rule];
}

function geometryOf({ width, height }: Canvas, rule: SudokuRule): SudokuGeometry | null {
  return width === height ? sudokuOfCells(width * height, rule) : null;
}
