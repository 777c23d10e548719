import { z } from 'zod';
import { COLOURS, gridFromRows, MAX_SIDE, type ArcGrid } from './grid';
import type { ArcTask } from './task';

/** What a JSON value is, in words for a message. */
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

const colour = z
  .int(COLOUR)
  .min(0, COLOUR)
  .max(COLOURS - 1, COLOUR);

const grid = z
  .array(z.array(colour, ROW).min(1, ROW).max(MAX_SIDE, ROW), GRID)
  .min(1, GRID)
  .max(MAX_SIDE, GRID)
  .superRefine((rows, context) => {
    const odd = rows.findIndex((row) => row.length !== rows[0]!.length);
    if (odd < 0) return;
    const message = `has width ${rows[odd]!.length}, the rows above ${rows[0]!.length}`;
    context.addIssue({ code: 'custom', path: [odd], message });
  })
  .transform((rows): ArcGrid => gridFromRows(rows));

const task = z.object(
  {
    train: z.array(z.object({ input: grid, output: grid }, PAIR), PAIRS).min(1, PAIRS),
    test: z
      .array(
        z
          .object({ input: grid, output: grid.nullish() }, PAIR)
          .transform(({ input, output }) => ({ input, output: output ?? null })),
        PAIRS,
      )
      .min(1, PAIRS),
  },
  wanted('a task: an object with "train" and "test"'),
);

/** What was read, or one sentence on what is wrong and where. */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

export function readTask(json: unknown): Reading<ArcTask> {
  return read(task, json, ['pair', 'row', 'column']);
}

export function readGrid(json: unknown): Reading<ArcGrid> {
  return read(grid, json, ['row', 'column']);
}

/** The answers to the questions of one task, as files of solutions hold them. */
export function readSolutions(json: unknown): Reading<readonly ArcGrid[]> {
  return read(z.array(grid), json, ['answer', 'row', 'column']);
}

/** @param levels what the numbers in a path count, outermost first */
function read<T>(schema: z.ZodType<T>, json: unknown, levels: readonly string[]): Reading<T> {
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  const [first, ...others] = result.error.issues;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return { problem: `${whereIs(first!.path, levels)} ${first!.message}${more}`.trim() };
}

/** `["train", 1, "output", 2, 3]` is `train, pair 2, output, row 3, column 4`. */
function whereIs(path: readonly PropertyKey[], levels: readonly string[]): string {
  let level = 0;
  return path
    .map((step) => (typeof step === 'number' ? `${levels[level++]} ${step + 1}` : String(step)))
    .join(', ');
}
