import { z } from 'zod';
import type { LessonCheckpoint } from '../checkpoint/lesson-store';
import { parameterSpecs, type HrmModel } from '../hrm/parameters';
import type { EvalResult } from '../training/evaluator';
import { LESSON_IDS } from '../training/lessons/ids';
import type { StepMetrics } from '../training/metrics';
import { settingsSchema, type TrainingSettings } from '../training/settings';
import type { TrainingRunState } from '../training/training-run';
import type { LessonSource } from './lesson-protocol';

/** What a stored lesson says, read and checked. */
export interface StoredLesson {
  readonly id: string;
  readonly source: LessonSource;
  readonly settings: TrainingSettings;
  /** The model as the lesson found it; a file it was read from may be gone by the next visit. */
  readonly model: HrmModel;
  readonly training: TrainingRunState;
}

/** Weights of the model before stand under their names behind this, beside the state of training. */
const BEFORE = 'before ';

const floats = z
  .instanceof(Float32Array)
  .refine((numbers) => numbers.every(Number.isFinite), 'not every number is finite');

/** Names in storage: `first` and `second` are the moments of Adam, `exams` (below) the evaluations. */
const stateSchema = z.object({
  weights: floats,
  first: floats,
  second: floats,
  average: floats,
  puzzles: floats,
  puzzleAverage: floats,
});

const shares = z.array(z.number());
const evalResultSchema = z.object({
  step: z.number(),
  puzzles: z.number(),
  exact: shares,
  cell: shares,
});
const metricsSchema = z.object({
  step: z.number(),
  loss: z.number(),
  qLoss: z.number(),
  cell: z.number(),
  exact: z.number(),
  halted: z.number(),
  haltedExact: z.number().nullable(),
  haltedSegments: z.number().nullable(),
  norm: z.number(),
  learningRate: z.number(),
});

/** The source is what the page sent and is only ever handed back to where it came from. */
const sourceSchema = z.custom<LessonSource>(
  (value) => z.object({ id: z.enum(LESSON_IDS) }).safeParse(value).success,
  'no lesson of this page',
);

/** Steps no lesson of this page can have made. */
const MOST_STEPS = 1e9;

/**
 * A lesson as the store keeps it.
 * @throws Error if some of its numbers are none: what was kept before is better
 */
export function writeCheckpoint(lesson: StoredLesson): LessonCheckpoint {
  const { id, source, settings, model, training } = lesson;
  const { config, weights } = model;
  const parts = Object.values(training.parameters) as Float32Array[];
  if (!parts.every((numbers) => numbers.every(Number.isFinite))) {
    throw new Error('Some weights are no longer numbers, so what was kept before stays.');
  }
  const before = [...weights].map(([name, data]) => [BEFORE + name, data] as const);
  const { expAvg: first, expAvgSq: second, ...parameters } = training.parameters;
  return {
    id,
    lesson: source.id,
    source,
    settings,
    config,
    step: training.step,
    savedAt: Date.now(),
    state: { ...parameters, first, second, ...Object.fromEntries(before) },
    metrics: training.metrics,
    exams: training.evalResults,
  };
}

/** @throws Error with a sentence, if the lesson cannot be taken up */
export function readCheckpoint(checkpoint: LessonCheckpoint): StoredLesson {
  const { id, config, step } = checkpoint;
  const read = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0]!;
    const where = [what, ...issue.path].join('.');
    throw new Error(`The stored lesson cannot be taken up: ${where}: ${issue.message}.`);
  };
  read(z.int().min(0).max(MOST_STEPS), step, 'step');
  const { state } = checkpoint;
  const { first: expAvg, second: expAvgSq, ...rest } = read(stateSchema, state, 'state');
  const parameters = { ...rest, expAvg, expAvgSq };
  const weights = parameterSpecs(config).map(({ name }) => {
    return [name, read(floats, state[BEFORE + name], `state.${BEFORE}${name}`)] as const;
  });
  const metrics: StepMetrics[] = read(z.array(metricsSchema), checkpoint.metrics, 'metrics');
  const evalResults: EvalResult[] = read(z.array(evalResultSchema), checkpoint.exams, 'exams');
  return {
    id,
    model: { config, weights: new Map(weights) },
    source: read(sourceSchema, checkpoint.source, 'source'),
    settings: read(settingsSchema, checkpoint.settings, 'settings'),
    training: { step, parameters, metrics, evalResults },
  };
}
