import * as z from 'zod/mini';
import type { LessonCheckpoint } from '../checkpoint/lesson-store';
import type { HrmConfig } from '../hrm/config';
import { parameterSpecs, type HrmModel } from '../hrm/parameters';
import { arenaLayout } from '../training/arena';
import type { StepMetrics } from '../training/metrics';
import { isFiniteState, type ParameterState } from '../training/parameters';

/** The training state in a checkpoint, of a lesson or of an ARC task. */
export interface StoredTraining {
  /** The model before training. It is stored because its file may be gone at the next visit. */
  readonly model: HrmModel;
  readonly step: number;
  readonly parameters: ParameterState;
  readonly metrics: readonly StepMetrics[];
}

type Fields = Pick<LessonCheckpoint, 'config' | 'step' | 'savedAt' | 'state' | 'metrics'>;

/** Prefix of the names of the model's weights before training. */
const BEFORE = 'before ';

/** More steps than any training on this page can have. */
const MOST_STEPS = 1e9;

const metricsSchema = z.object({
  step: z.number(),
  loss: z.number(),
  qLoss: z.number(),
  cell: z.number(),
  exact: z.number(),
  halted: z.number(),
  haltedExact: z.nullable(z.number()),
  haltedSegments: z.nullable(z.number()),
  norm: z.number(),
  learningRate: z.number(),
});

/** An array of `count` finite numbers. */
function floats(count: number) {
  return z.instanceof(Float32Array).check(
    z.refine(({ length }) => length === count, `wanted are ${count} numbers`),
    z.refine((numbers) => numbers.every(Number.isFinite), 'not every number is finite'),
  );
}

/** Names in storage: `first` and `second` are the moments of Adam. */
function stateSchema(config: HrmConfig) {
  const { size } = arenaLayout(config);
  const puzzles =
    config.puzzle_emb_ndim > 0 ? config.num_puzzle_identifiers * config.puzzle_emb_ndim : 0;
  return z.object({
    weights: floats(size),
    first: floats(size),
    // Means of squares: a negative one would destroy the weights at the next step.
    second: floats(size).check(
      z.refine((numbers) => numbers.every((number) => number >= 0), 'a square is negative'),
    ),
    average: floats(size),
    puzzles: floats(puzzles),
    puzzleAverage: floats(puzzles),
  });
}

/**
 * Training as the store keeps it.
 * @throws Error if some of its numbers are not finite; the older checkpoint is better
 */
export function writeTraining({ model, step, parameters, metrics }: StoredTraining): Fields {
  if (!isFiniteState(parameters)) {
    throw new Error('Some weights are no longer numbers, so what was kept before stays.');
  }
  const { config, weights } = model;
  const before = [...weights].map(([name, data]) => [BEFORE + name, data] as const);
  const { expAvg: first, expAvgSq: second, ...others } = parameters;
  return {
    config,
    step,
    savedAt: Date.now(),
    state: { ...others, first, second, ...Object.fromEntries(before) },
    metrics,
  };
}

/** Reads parts of a checkpoint, with an error that names the wrong part. */
export type ReadPart = <T>(schema: z.ZodMiniType<T>, value: unknown, part: string) => T;

/** @param what the record, as the start of a sentence */
export function partReader(what: string): ReadPart {
  return (schema, value, part) => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0]!;
    const where = [part, ...issue.path].join('.');
    throw new Error(`${what} cannot be taken up: ${where}: ${issue.message}.`);
  };
}

/** @throws Error with a sentence, if training cannot continue from it */
export function readTraining(checkpoint: LessonCheckpoint, read: ReadPart): StoredTraining {
  const { config, state } = checkpoint;
  const step = read(z.int().check(z.gte(0), z.lte(MOST_STEPS)), checkpoint.step, 'step');
  const { first, second, ...others } = read(stateSchema(config), state, 'state');
  const weights = parameterSpecs(config).map(({ name, shape }) => {
    const count = shape.reduce((product, extent) => product * extent, 1);
    return [name, read(floats(count), state[BEFORE + name], `state.${BEFORE}${name}`)] as const;
  });
  return {
    model: { config, weights: new Map(weights) },
    step,
    parameters: { ...others, expAvg: first, expAvgSq: second },
    metrics: read(z.array(metricsSchema), checkpoint.metrics, 'metrics'),
  };
}
