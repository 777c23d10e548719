import type { ArcGrid } from '../../puzzles/arc/grid';
import type { ArcAnswer } from '../../puzzles/arc/vote';
import type { Frame } from '../../reasoning/trace';

/** What a model says to one question of a task. */
export interface QuestionAnswers {
  readonly input: ArcGrid;
  /**
   * What the views voted for: most votes first, then the higher mean σ(q_halt). The first two are
   * the answers to give; empty if no view came to a grid at all.
   */
  readonly ranked: readonly ArcAnswer[];
  /** How many views were asked; those missing from the votes drew no grid. */
  readonly views: number;
  /**
   * The question as the plain view sees it, segment by segment: tokens and confidence of the S×S
   * canvas, row by row, the grid in its upper left corner (`decodeArc` crops it).
   */
  readonly frames: readonly Frame[];
}

/** What the plain view makes of a demonstration it is taught. */
export interface TrainPairPrediction {
  /** Cropped from the canvas after the last segment; `null` if there is no grid on it. */
  readonly grid: ArcGrid | null;
  readonly right: boolean;
}

/** All that a model says about a task after so many steps of learning it. */
export interface TaskAnswers {
  /** Optimiser steps before it. */
  readonly step: number;
  /** Segments every question was thought about; none halts early. */
  readonly segments: number;
  /** One for each test input, in their order. */
  readonly questions: readonly QuestionAnswers[];
  /** One for each demonstration, in their order. */
  readonly trainPairs: readonly TrainPairPrediction[];
}
