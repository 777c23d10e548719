import type { Command } from 'commander';
import {
  MAZE_KINDS,
  MazeGenerator,
  mazeSettings,
  type MazePuzzle,
} from '../puzzles/maze/generator';
import { isMazeSide, MAX_SIDE, MIN_SIDE } from '../puzzles/maze/geometry';
import { MazeSet } from '../puzzles/maze/maze-set';
import { formatMazeLine } from '../puzzles/maze/parse';
import { mazeWorld } from '../puzzles/maze/world';
import { createRandom } from '../puzzles/random';
import { wholeNumber } from './options';
import { readPuzzles } from './puzzle-table';
import { UsageError } from './usage-error';
import { writeDataset } from './write-dataset';

interface Options {
  readonly count: string;
  readonly seed: string;
  readonly size: string;
  readonly kind: string;
  readonly minPath?: string;
  readonly unique?: boolean;
  readonly blocked?: boolean;
  readonly loops?: string;
  readonly walls?: string;
  readonly exclude?: string;
  readonly out: string;
  readonly json?: boolean;
}

const KINDS = new Intl.ListFormat('en', { type: 'disjunction' }).format(MAZE_KINDS);

export function registerMazeDataset(dataset: Command): void {
  dataset
    .command('maze')
    .description('a CSV (puzzle,solution,length) of mazes with a shortest path drawn')
    .requiredOption('--count <n>', 'number of mazes')
    .option('--seed <n>', 'seed; the same seed gives the same file', '0')
    .option('--size <n>', `side, ${MIN_SIDE} to ${MAX_SIDE}`, '15')
    .option('--kind <kind>', 'corridors (with loops), walls (at random) or spiral', 'corridors')
    .option('--min-path <steps>', 'smallest number of steps from start to goal (default: --size)')
    .option('--unique', 'only mazes with exactly one shortest path')
    .option('--blocked', 'wall up every way to the goal; the answer is the maze as it is')
    .option('--loops <share>', 'corridors: share of the walls between rooms opened, 0 to 1')
    .option('--walls <lo:hi>', 'walls: percentage of wall cells, drawn from this range')
    .option('--exclude <file>', 'leave out the mazes of this CSV, also rotated and mirrored')
    .requiredOption('--out <file>', 'CSV to write')
    .option('--json', 'print a summary as JSON')
    .action(makeMazes);
}

async function makeMazes(options: Options): Promise<void> {
  const count = wholeNumber('--count', options.count, 1);
  const random = createRandom(wholeNumber('--seed', options.seed, 0));
  const generator = new MazeGenerator(settingsOf(options), random);
  const { exclude, out, json = false } = options;
  const excluded = new MazeSet(
    exclude === undefined ? [] : await readPuzzles('--exclude', exclude, mazeWorld),
  );
  const columns = ['puzzle', 'solution', 'length'];
  await writeDataset({ count, out, columns, exclude, json }, () => {
    const { puzzle, solution, length } = generate(generator);
    return excluded.has(puzzle) ? null : [formatMazeLine(puzzle), formatMazeLine(solution), length];
  });
}

function settingsOf(options: Options) {
  const size = wholeNumber('--size', options.size, 0);
  if (!isMazeSide(size)) {
    throw new UsageError(`--size must be ${MIN_SIDE} to ${MAX_SIDE}, not ${size}.`);
  }
  const kind = MAZE_KINDS.find((known) => known === options.kind);
  if (kind === undefined) {
    throw new UsageError(`--kind must be ${KINDS}, not ${options.kind}.`);
  }
  const { minPath, unique = false, blocked = false, loops, walls } = options;
  return mazeSettings(size, {
    kind,
    unique,
    blocked,
    ...(minPath !== undefined && { minPath: wholeNumber('--min-path', minPath, 1) }),
    ...(loops !== undefined && { loops: share(loops) }),
    ...(walls !== undefined && { walls: percentages(walls) }),
  });
}

function generate(generator: MazeGenerator): MazePuzzle {
  try {
    return generator.generate();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message);
  }
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new UsageError(`--loops must be a share from 0 to 1, not ${text}.`);
  }
  return value;
}

function percentages(text: string): [low: number, high: number] {
  const match = /^(\d+):(\d+)$/.exec(text);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || low > high || high > 100) {
    throw new UsageError(`--walls must be LO:HI with 0 ≤ LO ≤ HI ≤ 100, not ${text}.`);
  }
  return [low / 100, high / 100];
}
