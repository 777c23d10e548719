import type { ArcGrid } from '../../puzzles/arc/grid';
import type { ArcAnswer } from '../../puzzles/arc/vote';
import type { Frame } from '../../reasoning/trace';

/** A model's answers to one question of a task. */
export interface QuestionAnswers {
  readonly input: ArcGrid;
  /**
   * The grids that the views voted for: most votes first, then the higher mean σ(q_halt). The first
   * two are the answers; empty if no view gave a grid.
   */
  readonly ranked: readonly ArcAnswer[];
  /** Number of views asked; views without a vote gave no grid. */
  readonly views: number;
  /**
   * The frames of the question in the plain view, segment by segment: tokens and confidence of the
   * S×S canvas, row by row, the grid in its upper left corner (`decodeArc` crops it).
   */
  readonly frames: readonly Frame[];
}

/** The answer in the plain view to a demonstration that is taught. */
export interface TrainPairPrediction {
  /** Cropped from the canvas after the last segment; `null` if there is no grid on it. */
  readonly grid: ArcGrid | null;
  readonly right: boolean;
}

/** All answers of a model to a task after a number of learning steps. */
export interface TaskAnswers {
  /** Optimiser steps before it. */
  readonly step: number;
  /** Segments for every question; none halts early. */
  readonly segments: number;
  /** One for each test input, in their order. */
  readonly questions: readonly QuestionAnswers[];
  /** One for each demonstration, in their order. */
  readonly trainPairs: readonly TrainPairPrediction[];
}
