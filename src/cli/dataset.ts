import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { createRandom } from '../puzzles/random';
import { canonicalSudoku } from '../puzzles/sudoku/canonical';
import { climb } from '../puzzles/sudoku/climb';
import { SudokuGenerator } from '../puzzles/sudoku/generator';
import { SUDOKU_4, SUDOKU_9 } from '../puzzles/sudoku/geometry';
import { formatSudoku } from '../puzzles/sudoku/parse';
import { wholeNumber } from './options';
import { parsePuzzleTable } from './puzzle-table';
import { UsageError } from './usage-error';

interface SudokuOptions {
  readonly count: string;
  readonly seed: string;
  readonly size: string;
  readonly givens: string;
  readonly hard: string;
  readonly exclude?: string;
  readonly out: string;
  readonly json?: boolean;
}

export function registerDataset(program: Command): void {
  program
    .command('dataset')
    .description('make a data set')
    .command('sudoku')
    .description('Sudokus with exactly one solution')
    .requiredOption('--count <n>', 'number of puzzles')
    .option('--seed <n>', 'seed; the same seed gives the same file', '0')
    .option('--size <n>', '9 or 4', '9')
    .option('--givens <lo:hi>', 'each puzzle is dug to a target drawn from this range', '28:40')
    .option('--hard <steps>', 'then made harder by a search over clues, this many steps', '0')
    .option('--exclude <file>', 'leave out what this CSV holds, up to symmetry')
    .requiredOption('--out <file>', 'CSV to write')
    .option('--json', 'print a summary as JSON')
    .action(makeSudokus);
}

async function makeSudokus(options: SudokuOptions): Promise<void> {
  const count = wholeNumber('--count', options.count, 1);
  const steps = wholeNumber('--hard', options.hard, 0);
  const geometry = { 9: SUDOKU_9, 4: SUDOKU_4 }[options.size];
  if (geometry === undefined) throw new UsageError(`--size must be 9 or 4, not ${options.size}.`);
  const [low, high] = parseRange(options.givens, geometry.cells);
  const excluded = await loadExcluded(options.exclude);

  const random = createRandom(wholeNumber('--seed', options.seed, 0));
  const generator = new SudokuGenerator(geometry, random);
  const partial = `${options.out}.partial`;
  const file = createWriteStream(partial);
  const failed = new Promise<never>((_, reject) =>
    file.on('error', (error) => reject(new UsageError(`${partial}: ${error.message}.`))),
  );
  const started = performance.now();
  const write = async () => {
    file.write('puzzle,solution,givens\n');
    let made = 0;
    while (made < count) {
      const target = low + random.below(high - low + 1);
      const dug = generator.generate(target);
      const { puzzle, solution, givens } = steps > 0 ? climb(dug.puzzle, random, steps) : dug;
      if (excluded.size > 0 && excluded.has(formatSudoku(canonicalSudoku(puzzle)))) continue;
      made++;
      const line = `${formatSudoku(puzzle)},${formatSudoku(solution)},${givens}\n`;
      if (!file.write(line)) await once(file, 'drain');
      if (made % 10_000 === 0) console.error(`${made} of ${count} puzzles`);
    }
    file.end();
    await finished(file);
  };
  try {
    await Promise.race([write(), failed]);
    await rename(partial, options.out);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  const seconds = (performance.now() - started) / 1000;
  if (options.json) console.log(JSON.stringify({ count, seconds, out: options.out }));
  else console.error(`${count} puzzles in ${seconds.toFixed(1)} s: ${options.out}`);
}

function parseRange(text: string, cells: number): [low: number, high: number] {
  const match = /^(\d+):(\d+)$/.exec(text);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || low > high || high > cells) {
    throw new UsageError(
      `--givens must be LO:HI with 0 ≤ LO ≤ HI ≤ ${cells}, for instance 28:40, not ${text}.`,
    );
  }
  return [low, high];
}

/** Canonical forms of the puzzles of a CSV. */
async function loadExcluded(path: string | undefined): Promise<ReadonlySet<string>> {
  if (path === undefined) return new Set();
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`--exclude: ${error.message}.`);
  });
  return new Set(
    parsePuzzleTable(text, path).map(({ puzzle }) => formatSudoku(canonicalSudoku(puzzle))),
  );
}
