import * as z from 'zod/mini';
import { LOSS_KINDS, OPTIMIZERS } from '../compute/training-ops';

/**
 * Which weights training changes. `embeddings` are those of tokens, positions and puzzles; `puzzle`
 * are those of puzzles alone, which tell a model its task.
 */
export const TRAINABLE = ['all', 'head', 'embeddings', 'puzzle'] as const;
export type Trainable = (typeof TRAINABLE)[number];

/**
 * Which answers have a loss: those of `every` segment, with the states detached in between (deep
 * supervision, paper section 2), or only that of the `last` of M segments.
 */
export const SUPERVISION = ['every', 'last'] as const;

/**
 * All settings of how a model is taught, with safe bounds. The same settings and data give the same
 * weights on the `cpu` backend, bit for bit.
 */
export const settingsSchema = z.object({
  /** B: puzzles thought about at once. */
  batch: z.int().check(z.gte(1), z.lte(512)),
  /** Optimiser steps after which the learning rate has its final value; training may continue. */
  steps: z.int().check(z.gte(1), z.lte(1_000_000)),
  learningRate: z.number().check(z.gte(1e-6), z.lte(1e-2)),
  /** Steps over which the learning rate rises from 0. */
  warmup: z.int().check(z.gte(0), z.lte(10_000)),
  /** Final share of the learning rate (cosine decay). */
  finalRate: z.number().check(z.gte(0), z.lte(1)),
  optimizer: z.enum(OPTIMIZERS),
  weightDecay: z.number().check(z.gte(0), z.lte(2)),
  /** Largest norm of the gradient; 0 for no clipping. */
  clip: z.number().check(z.gte(0), z.lte(100)),
  /** Decay of the moving average of the weights. The average is shown, measured and exported. */
  emaDecay: z.number().check(z.gte(0), z.lte(0.9999)),
  loss: z.enum(LOSS_KINDS),
  /**
   * Gradient horizon: module applications, counted from the last, that the gradient passes through.
   * 2 is the paper's one-step gradient (the last L and the last H), L_cycles + 1 the whole last H
   * cycle; more than a segment has means the whole segment. If only the last segment is supervised,
   * it may reach into earlier segments: back-propagation through time.
   */
  horizon: z.int().check(z.gte(2), z.lte(64)),
  supervision: z._default(z.enum(SUPERVISION), 'every'),
  /**
   * M: the largest number of segments of a puzzle; the exact number if only the last is supervised.
   */
  segments: z.int().check(z.gte(1), z.lte(64)),
  /**
   * Share of `steps` over which the limit grows: 1 segment at first, then 2, 4 … up to `segments`,
   * each for the same number of steps. A network that thinks long from the start learns far more
   * slowly.
   */
  growth: z.number().check(z.gte(0), z.lte(1)),
  /** Probability that a row must think a minimum of 2…M segments before it may halt. */
  exploration: z.number().check(z.gte(0), z.lte(1)),
  /** Whether q_continue is trained too, by a bootstrapped target that costs a second forward pass. */
  qContinue: z.boolean(),
  trainable: z.enum(TRAINABLE),
  /** Learning rate and decay of the puzzle embeddings (SignSGD). */
  puzzleRate: z.number().check(z.gte(0), z.lte(1)),
  puzzleDecay: z.number().check(z.gte(0), z.lte(2)),
  seed: z.int().check(z.gte(0), z.lte(2 ** 32 - 1)),
});

export type TrainingSettings = z.output<typeof settingsSchema>;

/** Good defaults for small models from scratch. */
export const DEFAULT_SETTINGS: TrainingSettings = {
  batch: 64,
  steps: 3000,
  learningRate: 1e-3,
  warmup: 200,
  finalRate: 0.1,
  optimizer: 'AdamW',
  weightDecay: 0.1,
  clip: 1,
  emaDecay: 0.999,
  loss: 'softmax_cross_entropy',
  horizon: 3,
  supervision: 'every',
  segments: 8,
  growth: 0.5,
  exploration: 0.1,
  qContinue: false,
  trainable: 'all',
  puzzleRate: 1e-2,
  puzzleDecay: 0.1,
  seed: 0,
};
