import * as z from 'zod/mini';
import { COLOURS, createGrid, gridFromRows, MAX_SIDE, type ArcGrid } from './grid';
import type { ArcPair, ArcTask, ArcTest } from './task';

/** Describes a JSON value for a message. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

const wanted = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => `is ${describe(input)}; wanted is ${what}`,
});
const COLOUR = wanted('a colour, 0 to 9');
const ROW = wanted(`a list of 1 to ${MAX_SIDE} colours`);
const GRID = wanted(`a list of 1 to ${MAX_SIDE} rows`);
const PAIRS = wanted('a list of at least one pair');
const PAIR = wanted('an object with "input" and "output"');

const colour = z.int(COLOUR).check(z.gte(0, COLOUR), z.lte(COLOURS - 1, COLOUR));

const colours = z.array(colour, ROW).check(z.minLength(1, ROW), z.maxLength(MAX_SIDE, ROW));
const row = z.pipe(z.transform(coloursOf), colours);

const grid = z.pipe(
  z.array(row, GRID).check(
    z.minLength(1, GRID),
    z.maxLength(MAX_SIDE, GRID),
    z.superRefine((rows, context) => {
      const odd = rows.findIndex((row) => row.length !== rows[0]!.length);
      if (odd < 0) return;
      const message = `has width ${rows[odd]!.length}, the rows above ${rows[0]!.length}`;
      context.addIssue({ code: 'custom', path: [odd], message });
    }),
  ),
  z.transform((rows): ArcGrid => gridFromRows(rows)),
);

const demonstration = z.object({ input: grid, output: grid }, PAIR);
const question = z.pipe(
  z.object({ input: grid, output: z.pipe(z.transform(answerOf), z.nullish(grid)) }, PAIR),
  z.transform(({ input, output }) => ({ input, output: output ?? null })),
);

/** Some files have the colours of a row as one text of digits. */
function coloursOf(row: unknown): unknown {
  return typeof row === 'string' && /^\d+$/.test(row) ? Array.from(row, Number) : row;
}

/** What files write in place of a hidden answer: nothing, an empty list, a word such as "?". */
function answerOf(output: unknown): unknown {
  const isEmpty = Array.isArray(output) && output.every((row) => Array.isArray(row) && !row.length);
  return isEmpty || typeof output === 'string' ? null : output;
}

const task = z.object(
  {
    train: z.array(z.unknown(), PAIRS).check(z.minLength(1, PAIRS)),
    test: z.nullish(z.array(z.unknown(), PAIRS)),
  },
  wanted('a task: an object with "train" and "test"'),
);

/** The value, or one sentence with the fault and its place. */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

/** A task, and the pairs that were left out. */
export type TaskReading =
  { readonly value: ArcTask; readonly leftOut: readonly string[] } | { readonly problem: string };

/**
 * Reads a task. An unusable pair is left out if others remain on its side; a task without a
 * question gets an empty grid to draw one on.
 */
export function readTask(json: unknown): TaskReading {
  const outer = read(task, json, ['pair', 'row', 'column']);
  if ('problem' in outer) return outer;
  const train = readPairs<ArcPair>(outer.value.train, 'train', demonstration);
  const test = readPairs<ArcTest>(outer.value.test ?? [], 'test', question);
  const leftOut = [...train.problems, ...test.problems];
  const [first] = train.pairs;
  const isAsked = test.pairs.length > 0 || test.problems.length === 0;
  if (first === undefined || !isAsked) {
    return { problem: first === undefined ? train.problems[0]! : test.problems[0]! };
  }
  const { height, width } = first.input;
  const questions = test.pairs.length > 0 ? test.pairs : [blankQuestion(height, width)];
  return { value: { train: train.pairs, test: questions }, leftOut };
}

const blankQuestion = (height: number, width: number): ArcTest => ({
  input: createGrid(height, width),
  output: null,
});

function readPairs<Pair>(
  list: readonly unknown[],
  part: string,
  schema: z.ZodMiniType<Pair>,
): { readonly pairs: readonly Pair[]; readonly problems: readonly string[] } {
  const pairs: Pair[] = [];
  const problems: string[] = [];
  list.forEach((json, at) => {
    const reading = read(schema, json, ['pair', 'row', 'column'], [part, at]);
    if ('problem' in reading) problems.push(reading.problem);
    else pairs.push(reading.value);
  });
  return { pairs, problems };
}

export function readGrid(json: unknown): Reading<ArcGrid> {
  return read(grid, json, ['row', 'column']);
}

/** The answers to the questions of one task, as in files of solutions. */
export function readSolutions(json: unknown): Reading<readonly ArcGrid[]> {
  return read(z.array(grid), json, ['answer', 'row', 'column']);
}

/**
 * @param levels names of the numbers in a path, outermost first
 * @param within the path of the value in the whole file
 */
function read<T>(
  schema: z.ZodMiniType<T>,
  json: unknown,
  levels: readonly string[],
  within: readonly PropertyKey[] = [],
): Reading<T> {
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  const [first, ...others] = result.error.issues;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return {
    problem: `${whereIs([...within, ...first!.path], levels)} ${first!.message}${more}`.trim(),
  };
}

/** `["train", 1, "output", 2, 3]` is `train, pair 2, output, row 3, column 4`. */
function whereIs(path: readonly PropertyKey[], levels: readonly string[]): string {
  let level = 0;
  return path
    .map((step) => (typeof step === 'number' ? `${levels[level++]} ${step + 1}` : String(step)))
    .join(', ');
}
