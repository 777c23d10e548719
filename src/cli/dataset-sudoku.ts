import type { Command } from 'commander';
import { freshSudokus } from '../puzzles/sudoku/fresh';
import type { SudokuPuzzle } from '../puzzles/sudoku/generator';
import {
  geometryForCells,
  type SudokuGeometry,
  type SudokuGrid,
  type SudokuRule,
} from '../puzzles/sudoku/geometry';
import { formatSudoku } from '../puzzles/sudoku/parse';
import { usualGivens, type Givens } from '../puzzles/sudoku/source';
import { SudokuSet } from '../puzzles/sudoku/sudoku-set';
import { sudokuWorldOf } from '../puzzles/sudoku/world';
import { wholeNumber } from './options';
import { readPuzzles } from './puzzle-table';
import { RULE_OPTION, sudokuRule } from './sudoku-rule';
import { UsageError } from './usage-error';
import { writeDataset } from './write-dataset';

interface Options {
  readonly count: string;
  readonly seed: string;
  readonly size: string;
  readonly rule?: string;
  readonly givens?: string;
  readonly hard: string;
  readonly deep: string;
  readonly finds: string;
  readonly founders?: string;
  readonly exclude?: string;
  readonly out: string;
  readonly json?: boolean;
}

export function registerSudokuDataset(dataset: Command): void {
  dataset
    .command('sudoku')
    .description('a CSV (puzzle,solution,givens) of Sudokus with exactly one solution')
    .requiredOption('--count <n>', 'number of puzzles')
    .option('--seed <n>', 'seed; the same seed gives the same file', '0')
    .option('--size <n>', '9, 6 or 4', '9')
    .option(...RULE_OPTION)
    .option(
      '--givens <lo:hi>',
      'dig each puzzle to a target drawn from this range (default: 28:40; 10:16 for 6×6, 5:8 for 4×4)',
    )
    .option('--hard <steps>', 'then make it harder by a search over clues, this many steps', '0')
    .option(
      '--deep <resistance>',
      'or breed puzzles from these that resist one assumption at a time: 100 gives some as hard as the list top1465, 1500 as the hardest published (minutes for a dozen)',
      '0',
    )
    .option('--finds <n>', 'with --deep: puzzles of one population, which are similar', '12')
    .option(
      '--founders <file>',
      'with --deep: breed from the puzzles of this CSV, such as those of a lower --deep',
    )
    .option('--exclude <file>', 'leave out the puzzles of this CSV, up to symmetry')
    .requiredOption('--out <file>', 'CSV to write')
    .option('--json', 'print a summary as JSON')
    .action(makeSudokus);
}

async function makeSudokus(options: Options): Promise<void> {
  const count = wholeNumber('--count', options.count, 1);
  const seed = wholeNumber('--seed', options.seed, 0);
  const hard = wholeNumber('--hard', options.hard, 0);
  const deep = wholeNumber('--deep', options.deep, 0);
  const finds = wholeNumber('--finds', options.finds, 1);
  if (hard > 0 && deep > 0) throw new UsageError('--hard and --deep exclude each other.');
  if (!/^[964]$/.test(options.size)) {
    throw new UsageError(`--size must be 9, 6 or 4, not ${options.size}.`);
  }
  if (deep > 0 && options.size !== '9') {
    throw new UsageError('--deep needs 9×9: one assumption solves every smaller Sudoku.');
  }
  if (options.founders !== undefined && deep === 0) {
    throw new UsageError('--founders are what --deep breeds from; give both.');
  }
  const rule = sudokuRule(options.rule);
  const geometry = geometryOf(Number(options.size), rule);
  const givens =
    options.givens === undefined ? usualGivens(geometry) : parseRange(options.givens, geometry);
  const excluded = await readExcluded(options.exclude, rule);

  const founders = await readFounders(options.founders, geometry);

  const fresh = freshSudokus({ geometry, seed, givens, hard, deep, finds, founders });
  const columns = ['puzzle', 'solution', 'givens'];
  const { exclude, out, json = false } = options;
  await writeDataset({ count, out, columns, exclude, json }, () => {
    const sudoku = next(fresh);
    if (excluded.has(sudoku.puzzle)) return null;
    return [formatSudoku(sudoku.puzzle), formatSudoku(sudoku.solution), sudoku.givens];
  });
}

/** @throws UsageError if there are no Sudokus of this size under the rule */
function geometryOf(size: number, rule: SudokuRule): SudokuGeometry {
  try {
    return geometryForCells(size ** 2, rule);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message);
  }
}

function next(fresh: Generator<SudokuPuzzle, never>): SudokuPuzzle {
  try {
    return fresh.next().value;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message);
  }
}

function parseRange(text: string, { cells }: SudokuGeometry): Givens {
  const match = /^(\d+):(\d+)$/.exec(text);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || low > high || high > cells) {
    throw new UsageError(`--givens must be LO:HI with 0 ≤ LO ≤ HI ≤ ${cells}, not ${text}.`);
  }
  return [low, high];
}

/**
 * Puzzles with exactly one solution each. @throws UsageError naming the first one that is not such
 * a puzzle, or not 9×9
 */
async function readFounders(
  path: string | undefined,
  geometry: SudokuGeometry,
): Promise<readonly SudokuGrid[] | null> {
  if (path === undefined) return null;
  const founders = await readPuzzles('--founders', path, sudokuWorldOf(geometry.rule));
  const other = founders.findIndex((puzzle) => puzzle.length !== geometry.cells);
  if (other !== -1)
    throw new UsageError(`${path}: puzzle ${other + 1} is not ${geometry.size}×${geometry.size}.`);
  return founders;
}

async function readExcluded(path: string | undefined, rule: SudokuRule): Promise<SudokuSet> {
  const world = sudokuWorldOf(rule);
  return new SudokuSet(path === undefined ? [] : await readPuzzles('--exclude', path, world), rule);
}
