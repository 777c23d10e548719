import * as z from 'zod/mini';

/** What learning a task changes: its puzzle embeddings alone, or all weights with them. */
export const ARC_TRAINABLE = ['all', 'puzzle'] as const;

/** Whether every view has an embedding of its own, or all views share one. */
export const ARC_EMBEDDINGS = ['view', 'task'] as const;

/**
 * All settings for learning and answering one ARC task, with safe bounds. The same model, task and
 * settings give the same answers on the `cpu` backend.
 */
export const arcSettingsSchema = z.object({
  /** Optimiser steps; learning ends after them. */
  steps: z.int().check(z.gte(1), z.lte(20_000)),
  /** B: demonstrations thought about at once. */
  batch: z.int().check(z.gte(1), z.lte(256)),
  /**
   * V: views for learning and answering, including the plain one; fewer if the task has fewer
   * different views.
   */
  views: z.int().check(z.gte(1), z.lte(256)),
  embeddings: z.enum(ARC_EMBEDDINGS),
  trainable: z.enum(ARC_TRAINABLE),
  /** Learning rate of the weights, if they are trained. */
  learningRate: z.number().check(z.gte(1e-6), z.lte(1e-2)),
  /**
   * Learning rate of the puzzle embeddings (SignSGD: the change of every number of an embedding in
   * a step).
   */
  puzzleRate: z.number().check(z.gte(0), z.lte(1)),
  /**
   * Share of the demonstrations that are moved on the canvas; a question is always in the corner.
   */
  translation: z.number().check(z.gte(0), z.lte(1)),
  /** M: the largest number of supervision segments for a demonstration. */
  segments: z.int().check(z.gte(1), z.lte(64)),
  /** Segments for a question. */
  answerSegments: z.int().check(z.gte(1), z.lte(64)),
  /** Steps between two answers given while learning; 0 for none before the end. */
  answerEvery: z.int().check(z.gte(0), z.lte(20_000)),
  seed: z.int().check(z.gte(0), z.lte(2 ** 32 - 1)),
});

export type ArcSettings = z.output<typeof arcSettingsSchema>;

/**
 * For a GPU. Rate and segments are the best for the shipped model, which gains next to nothing beyond
 * two segments (`models/training/EXPERIMENTS.md`). With a canvas of 12×12, a hidden size of 128 and two
 * layers a module a step is 35 GFLOP of products, the whole run 14 TFLOP.
 */
export const DEFAULT_ARC_SETTINGS: ArcSettings = {
  steps: 400,
  batch: 32,
  views: 32,
  embeddings: 'view',
  trainable: 'all',
  learningRate: 1e-3,
  puzzleRate: 1e-2,
  translation: 0.5,
  segments: 2,
  answerSegments: 2,
  answerEvery: 50,
  seed: 0,
};

/** Without a GPU: a twentieth of that work, so that a run takes minutes and not hours. */
export const SLOW_ARC_SETTINGS: ArcSettings = {
  ...DEFAULT_ARC_SETTINGS,
  steps: 80,
  batch: 8,
  views: 8,
  answerEvery: 20,
};
