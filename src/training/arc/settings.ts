import * as z from 'zod/mini';

/** What learning a task changes: its puzzle embeddings alone, or all weights with them. */
export const ARC_TRAINABLE = ['all', 'puzzle'] as const;

/** Whether every view of the task gets an embedding of its own, or the task one for all of them. */
export const ARC_EMBEDDINGS = ['view', 'task'] as const;

/**
 * Everything that decides how one ARC task is learned and answered, with the bounds within which it
 * stays safe. The same model, task and settings give the same answers on the `cpu` backend.
 */
export const arcSettingsSchema = z.object({
  /** Optimiser steps; the task is learned when they are done. */
  steps: z.int().check(z.gte(1), z.lte(20_000)),
  /** B: demonstrations thought about at once. */
  batch: z.int().check(z.gte(1), z.lte(256)),
  /**
   * V: views the task is learned and answered under, the plain one among them; fewer where the task
   * does not look different under so many.
   */
  views: z.int().check(z.gte(1), z.lte(256)),
  embeddings: z.enum(ARC_EMBEDDINGS),
  trainable: z.enum(ARC_TRAINABLE),
  /** Of the weights, where they are trained. */
  learningRate: z.number().check(z.gte(1e-6), z.lte(1e-2)),
  /** Of the puzzle embeddings (SignSGD: how far every number of an embedding goes in a step). */
  puzzleRate: z.number().check(z.gte(0), z.lte(1)),
  /** Share of the demonstrations that are moved on the canvas; a question always lies in its corner. */
  translation: z.number().check(z.gte(0), z.lte(1)),
  /** M: supervision segments a demonstration is given at most. */
  segments: z.int().check(z.gte(1), z.lte(64)),
  /** Segments a question is thought about. */
  answerSegments: z.int().check(z.gte(1), z.lte(64)),
  /** Steps between two answers given while learning; 0 for none before the end. */
  answerEvery: z.int().check(z.gte(0), z.lte(20_000)),
  seed: z.int().check(z.gte(0), z.lte(2 ** 32 - 1)),
});

export type ArcSettings = z.output<typeof arcSettingsSchema>;

/**
 * For a GPU. Rate and segments are those that do best with the shipped model, which falls off beyond
 * two (`models/training/EXPERIMENTS.md`). With a canvas of 12×12, a hidden size of 128 and two layers a module a step is 35 GFLOP
 * of products, the whole run 14 TFLOP.
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
