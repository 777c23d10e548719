import type { Command } from 'commander';
import { createRandom } from '../puzzles/random';
import { climb } from '../puzzles/sudoku/climb';
import { SudokuGenerator, type SudokuPuzzle } from '../puzzles/sudoku/generator';
import { SUDOKU_4, SUDOKU_9, type SudokuGeometry } from '../puzzles/sudoku/geometry';
import { formatSudoku } from '../puzzles/sudoku/parse';
import { SudokuSet } from '../puzzles/sudoku/sudoku-set';
import { sudokuWorld } from '../puzzles/sudoku/world';
import { wholeNumber } from './options';
import { readPuzzles } from './puzzle-table';
import { UsageError } from './usage-error';
import { writeDataset } from './write-dataset';

interface Options {
  readonly count: string;
  readonly seed: string;
  readonly size: string;
  readonly givens?: string;
  readonly hard: string;
  readonly exclude?: string;
  readonly out: string;
  readonly json?: boolean;
}

const GEOMETRIES: ReadonlyMap<string, SudokuGeometry> = new Map([
  ['9', SUDOKU_9],
  ['4', SUDOKU_4],
]);

export function registerSudokuDataset(dataset: Command): void {
  dataset
    .command('sudoku')
    .description('a CSV (puzzle,solution,givens) of Sudokus with exactly one solution')
    .requiredOption('--count <n>', 'number of puzzles')
    .option('--seed <n>', 'seed; the same seed gives the same file', '0')
    .option('--size <n>', '9 or 4', '9')
    .option(
      '--givens <lo:hi>',
      'dig each puzzle to a target drawn from this range (default: 28:40, or 5:8 for 4×4)',
    )
    .option('--hard <steps>', 'then make it harder by a search over clues, this many steps', '0')
    .option('--exclude <file>', 'leave out what this CSV holds, up to symmetry')
    .requiredOption('--out <file>', 'CSV to write')
    .option('--json', 'print a summary as JSON')
    .action(makeSudokus);
}

async function makeSudokus(options: Options): Promise<void> {
  const count = wholeNumber('--count', options.count, 1);
  const seed = wholeNumber('--seed', options.seed, 0);
  const steps = wholeNumber('--hard', options.hard, 0);
  const geometry = GEOMETRIES.get(options.size);
  if (geometry === undefined) throw new UsageError(`--size must be 9 or 4, not ${options.size}.`);
  const givens = parseRange(options.givens ?? (geometry === SUDOKU_9 ? '28:40' : '5:8'), geometry);
  const excluded = await readExcluded(options.exclude);

  const fresh = sudokus(geometry, seed, givens, steps);
  const columns = ['puzzle', 'solution', 'givens'];
  const { exclude, out, json = false } = options;
  await writeDataset({ count, out, columns, exclude, json }, () => {
    const sudoku = fresh();
    if (excluded.has(sudoku.puzzle)) return null;
    return [formatSudoku(sudoku.puzzle), formatSudoku(sudoku.solution), sudoku.givens];
  });
}

/**
 * Puzzles without end. All draws come from one stream, for each puzzle its target first: with a seed
 * this fixes the data set, so the order must stay.
 */
function sudokus(
  geometry: SudokuGeometry,
  seed: number,
  [low, high]: readonly [number, number],
  steps: number,
): () => SudokuPuzzle {
  const random = createRandom(seed);
  const generator = new SudokuGenerator(geometry, random);
  return () => {
    const target = low + random.below(high - low + 1);
    const sudoku = generator.generate(target);
    return steps > 0 ? climb(sudoku.puzzle, random, steps) : sudoku;
  };
}

function parseRange(text: string, { cells }: SudokuGeometry): [low: number, high: number] {
  const match = /^(\d+):(\d+)$/.exec(text);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || low > high || high > cells) {
    throw new UsageError(`--givens must be LO:HI with 0 ≤ LO ≤ HI ≤ ${cells}, not ${text}.`);
  }
  return [low, high];
}

async function readExcluded(path: string | undefined): Promise<SudokuSet> {
  return new SudokuSet(path === undefined ? [] : await readPuzzles('--exclude', path, sudokuWorld));
}
