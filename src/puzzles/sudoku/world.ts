import type { Canvas, World } from '../world';
import { decodeSudoku, encodeSudoku, vocabularySize } from './codec';
import { SudokuGenerator } from './generator';
import { SUDOKU_4, SUDOKU_9, type SudokuGeometry, type SudokuGrid } from './geometry';
import { formatSudokuPretty, parseSudoku } from './parse';
import { isSolved } from './rules';

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
  solves: isSolved,
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
};

function geometryOf({ width, height }: Canvas): SudokuGeometry | null {
  if (width !== height) return null;
  return [SUDOKU_9, SUDOKU_4].find(({ size }) => size === width) ?? null;
}
