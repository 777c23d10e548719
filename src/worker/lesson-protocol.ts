import type { TrainingKind } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import type { HrmWeights } from '../hrm/parameters';
import type { StepCost } from '../training/cost';
import type { EvalResult, TrackedExample } from '../training/evaluator';
import type { BlankChoice } from '../training/lessons/blank';
import type { LessonId } from '../training/lessons/ids';
import type { StepMetrics } from '../training/metrics';
import type { TrainingSettings } from '../training/settings';
import type { KeepingEvent } from './checkpoint-keeper';
import type { BackendReport, ModelSource } from './protocol';

export type { EvalResult, TrackedExample, StepCost, StepMetrics };

/**
 * The messages between the page and the lesson worker. The worker teaches one model at a time on
 * its own backend, separately from the engine. All messages are plain data.
 */
export type LessonCommand =
  /**
   * Prepares a lesson; the answer is `prepared`, and the lesson waits for `go`. An open lesson
   * ends. With `checkpoint`, the lesson continues from the stored one with that id.
   */
  | {
      readonly type: 'prepare';
      readonly lesson: LessonSource;
      readonly settings: TrainingSettings;
      readonly backend: TrainingKind | 'auto';
    }
  | {
      readonly type: 'resume';
      readonly checkpoint: string;
      /** Whether to take the lesson from another tab that has it open. */
      readonly takeOver?: boolean;
      readonly backend: TrainingKind | 'auto';
    }
  /** Trains until paused, or for `steps` steps. */
  | { readonly type: 'go'; readonly steps?: number }
  | { readonly type: 'pause' }
  /** Changes settings that may change during a lesson. */
  | { readonly type: 'adjust'; readonly learningRate: number }
  /** Goes back to the weights the lesson began with; step 0 again, paused. */
  | { readonly type: 'rewind' }
  /** Measures the model before the lesson and now on unseen puzzles; the answer is `compared`. */
  | { readonly type: 'compare'; readonly puzzles: number }
  /** Ends the lesson and frees its memory. */
  | { readonly type: 'close' };

/** The lesson and its model. */
export type LessonSource =
  | { readonly id: Exclude<LessonId, 'diagonal' | 'own'>; readonly blank?: BlankChoice }
  | { readonly id: 'diagonal'; readonly model: ModelSource }
  | { readonly id: 'own'; readonly model: ModelSource; readonly puzzles: readonly OwnPuzzle[] };

/** Cells as digits, 0 for blanks. */
export interface OwnPuzzle {
  readonly puzzle: Uint8Array;
  readonly solution: Uint8Array;
}

export type LessonEvent =
  | { readonly type: 'lesson-progress'; readonly text: string; readonly share: number | null }
  | {
      readonly type: 'prepared';
      readonly id: string; // of this lesson's checkpoint
      readonly lesson: LessonSource['id'];
      readonly settings: TrainingSettings;
      readonly config: HrmConfig;
      readonly parameters: number;
      readonly backend: BackendReport;
      readonly cost: StepCost;
      readonly step: number;
      /** History of a resumed lesson. */
      readonly metrics: readonly StepMetrics[];
      readonly evalResults: readonly EvalResult[];
    }
  | {
      readonly type: 'metrics';
      readonly steps: readonly StepMetrics[];
      readonly stepsPerSecond: number;
    }
  /**
   * The moving average was evaluated; its weights are sent for the board (only while training or
   * after a rewind).
   */
  | {
      readonly type: 'evaluated';
      readonly evalResult: EvalResult;
      readonly trackedExample: TrackedExample;
      readonly weights: HrmWeights;
    }
  | {
      readonly type: 'paused';
      readonly step: number;
      readonly why: 'asked' | 'steps' | 'finished' | 'diverged';
      readonly message: string | null;
    }
  | KeepingEvent
  | { readonly type: 'compared'; readonly before: EvalResult; readonly after: EvalResult }
  /** The lesson to resume is open in another tab, which writes it. */
  | { readonly type: 'lesson-elsewhere'; readonly checkpoint: string }
  | { readonly type: 'lesson-failed'; readonly message: string };
