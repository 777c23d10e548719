import { bench, describe } from 'vitest';
import { MazeGenerator, mazeSettings } from '../../src/puzzles/maze/generator';
import { createRandom } from '../../src/puzzles/random';
import { SudokuGenerator } from '../../src/puzzles/sudoku/generator';
import { geometryForCells } from '../../src/puzzles/sudoku/geometry';
import { parseSudoku } from '../../src/puzzles/sudoku/parse';
import { SudokuSolver } from '../../src/puzzles/sudoku/solver';

/** The hot paths of the worlds: the cost of fresh puzzles for a lesson. */
const geometry = geometryForCells(81);
const solver = new SudokuSolver(geometry);
// A puzzle with 17 clues, and one that needs many guesses.
const PUZZLES = [
  '000000010400000000020000000000050407008000300001090000300400200050100000000806000',
  '800000000003600000070090200050007000000045700000100030001000068008500010090000400',
].map((text) => parseSudoku(text));

describe('Sudoku', () => {
  bench('solve a puzzle with 17 clues', () => void solver.solve(PUZZLES[0]!));
  bench('solve one that needs guesses', () => void solver.solve(PUZZLES[1]!));
  const generator = new SudokuGenerator(geometry, createRandom(1));
  bench('generate a puzzle with 30 givens', () => void generator.generate(30));
});

describe('mazes of 15×15', () => {
  for (const kind of ['corridors', 'walls'] as const) {
    const generator = new MazeGenerator(mazeSettings(15, { kind }), createRandom(1));
    bench(`generate ${kind}`, () => void generator.generate());
  }
});
