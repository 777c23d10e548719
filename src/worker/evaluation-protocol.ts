import type { ModelSource } from '../checkpoint/model-source';
import type { BackendKind } from '../compute/backend';
import type { Diversity } from '../reasoning/diversity';
import type { Exam, Outcome } from '../reasoning/evaluate';
import type { ExamSet } from '../reasoning/exam-set';

/** What to measure, and how the model thinks; the options of `hrm eval`. */
export interface EvaluationOrder {
  readonly set: ExamSet;
  readonly segments: number;
  readonly chains: number;
  readonly diversity: Diversity;
  /** Segments after which chains that are not sure start over; 0 if they never do. */
  readonly restart: number;
  /** Seed of the views and of the noise. */
  readonly seed: number;
}

/** The messages between the page and the worker that measures models, one at a time. */
export type EvaluationCommand =
  /** Measure a model; a measurement in progress ends. */
  | {
      readonly type: 'evaluate';
      readonly evaluation: number;
      readonly model: ModelSource;
      readonly backend: BackendKind | 'auto';
      readonly order: EvaluationOrder;
    }
  /** Wait before the next segment, or go on. */
  | { readonly type: 'pause-evaluation'; readonly evaluation: number; readonly paused: boolean }
  | { readonly type: 'cancel-evaluation'; readonly evaluation: number };

export type EvaluationEvent =
  | {
      readonly type: 'evaluation-loading';
      readonly evaluation: number;
      readonly loaded: number;
      readonly total: number;
    }
  /** The model is open; sent again after a change of the backend. */
  | {
      readonly type: 'evaluation-ready';
      readonly evaluation: number;
      readonly backend: string;
      /** Whether a puzzle may have right answers other than the label. */
      readonly severalAnswers: boolean;
    }
  /** Segments done of the puzzles in progress, and their total. */
  | { readonly type: 'evaluation-segment'; readonly evaluation: number; readonly segment: number }
  /** Some more puzzles are done, in the order of the set. */
  | {
      readonly type: 'evaluated';
      readonly evaluation: number;
      readonly exams: readonly Exam[];
      readonly outcomes: readonly Outcome[];
      /** Milliseconds since the last puzzles, without pauses. */
      readonly milliseconds: number;
    }
  /** The last event; `message` is the error, if there was one. */
  | {
      readonly type: 'evaluation-ended';
      readonly evaluation: number;
      readonly message: string | null;
    };
