import type { TrainingKind } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import type { ArcGrid } from '../puzzles/arc/grid';
import type { ArcRecord } from '../puzzles/arc/task';
import type { QuestionAnswers, TaskAnswers } from '../training/arc/answers';
import type { ArcSettings } from '../training/arc/settings';
import type { StepCost } from '../training/cost';
import type { StepMetrics } from '../training/metrics';
import type { KeepingEvent } from './checkpoint-keeper';
import type { BackendReport, ModelSource } from './protocol';

export type {
  ArcSettings,
  BackendReport,
  ModelSource,
  QuestionAnswers,
  StepCost,
  StepMetrics,
  TaskAnswers,
};

/**
 * What the page and the ARC worker say to each other. All of it is plain data.
 *
 * The worker holds one pretrained model on one training backend, and one *run*: a task being learned
 * from that model's weights. Run numbers come from the page and rise; events carry the number of the
 * run they are about, so that the page can drop those of a run it has given up. A `learn` ends the
 * run before it. A run that has rested (paused, finished, diverged) can still be asked, resumed and
 * taken away, until `stop` or the next `learn` or `open`. Meanwhile the browser keeps it, under an id
 * of its own, and this tab alone writes it.
 *
 * The usual course of events: `open` → `arc-progress`… → `arc-ready`; `learn` → `arc-progress`… →
 * `arc-learning`, `arc-answers` (step 0), then `arc-metrics` about five times a second with
 * `arc-answers` in between, then the last `arc-answers` and `arc-rested` with `finished`.
 */
export type ArcCommand =
  /** Loads a model and prepares a backend; replaces what was open. `auto` is what learns fastest here. */
  | {
      readonly type: 'open';
      readonly model: ModelSource;
      readonly backend: TrainingKind | 'auto';
    }
  /**
   * Learns a task from the weights of the open model, at once, until the steps are done. Of a task
   * that the model has learned already, `known` is the puzzle identifier: it is answered by that,
   * rests before the first step, and is not kept.
   */
  | {
      readonly type: 'learn';
      readonly run: number;
      readonly record: ArcRecord;
      readonly settings: ArcSettings;
      readonly known?: number;
    }
  /**
   * Goes on with a run that the browser has kept, which an earlier visit began; `arc-taken-up` answers,
   * and what follows is as for `learn`.
   */
  | {
      readonly type: 'take-up';
      readonly run: number;
      readonly checkpoint: string;
      /** Whether to take it from another tab that has it. */
      readonly takeOver?: boolean;
    }
  /** Rests after the step under way; `arc-answers` and `arc-rested` follow. */
  | { readonly type: 'pause'; readonly run: number }
  /**
   * Goes on from where the run rests: to the end of its steps or, of a finished run, for `steps`
   * more (as many as its settings say, unless given), at the learning rate left at the end.
   */
  | { readonly type: 'resume'; readonly run: number; readonly steps?: number }
  /**
   * Answers now, between two steps or at rest; `arc-answers` follows. With `inputs`, these grids are
   * asked in place of the task's own test inputs, and `asked` comes back with the answers.
   */
  | {
      readonly type: 'answer';
      readonly run: number;
      readonly inputs?: readonly ArcGrid[];
      readonly asked?: number;
    }
  /** Hands over the model as it is now, one row of embeddings for each view; `arc-model` follows. */
  | { readonly type: 'take'; readonly run: number }
  /**
   * Ends the run and frees its memory; `arc-rested` with `stopped` follows. The model stays open.
   * `forget` also removes what the browser has kept of it.
   */
  | { readonly type: 'stop'; readonly run: number; readonly forget?: boolean }
  /** Ends everything and frees the backend. */
  | { readonly type: 'close' };

/** How far a run is. */
export interface ArcProgress {
  readonly step: number;
  /** Steps after which the run is finished. */
  readonly steps: number;
  readonly stepsPerSecond: number;
  /** Answers given on the way included; `null` before there is a measure of it. */
  readonly secondsLeft: number | null;
}

export type ArcEvent =
  /**
   * Something is being prepared, or the answers of a run that rests are found; `share` is 0…1, `null`
   * where it is not known.
   */
  | {
      readonly type: 'arc-progress';
      /** `null` while a model is opened. */
      readonly run: number | null;
      readonly text: string;
      readonly share: number | null;
    }
  | {
      readonly type: 'arc-ready';
      /** The model's name, and its `sourceKey`. */
      readonly model: string;
      readonly key: string;
      readonly config: HrmConfig;
      /** S: tasks whose grids are larger than S×S cannot be learned. */
      readonly side: number;
      readonly parameters: number;
      readonly backend: BackendReport;
      /** Whether it is a real GPU; without one a run takes minutes. */
      readonly fast: boolean;
    }
  /** What was kept of a run: the task as it was learned, and how that went. */
  | {
      readonly type: 'arc-taken-up';
      readonly run: number;
      readonly record: ArcRecord;
      readonly settings: ArcSettings;
      readonly metrics: readonly StepMetrics[];
    }
  /** The run to be taken up belongs to another tab, which writes it. */
  | { readonly type: 'arc-elsewhere'; readonly run: number; readonly checkpoint: string }
  /** The run is prepared and begins, or goes on from a step after its device was lost. */
  | {
      readonly type: 'arc-learning';
      readonly run: number;
      /** Id under which the browser keeps it; `null` where there is nothing to keep. */
      readonly checkpoint: string | null;
      /** Steps it has behind it. */
      readonly step: number;
      readonly settings: ArcSettings;
      /** Names of the views that were drawn (`parseViewName`), the plain one first. */
      readonly views: readonly string[];
      /** Rows of embeddings that are learned. */
      readonly embeddings: number;
      readonly cost: StepCost;
    }
  /**
   * The steps since the last report: `loss` is the cross entropy of a cell, `exact` the share of
   * demonstrations that were right as a whole.
   */
  | {
      readonly type: 'arc-metrics';
      readonly run: number;
      readonly steps: readonly StepMetrics[];
      readonly progress: ArcProgress;
    }
  /** What the moving average of the weights says to the questions. */
  | {
      readonly type: 'arc-answers';
      readonly run: number;
      readonly answers: TaskAnswers;
      /** The number of the `answer` this is the answer to; `null` for those given unasked. */
      readonly asked: number | null;
    }
  /** The run was kept, or could not be and goes on all the same. */
  | { readonly type: 'arc-keeping'; readonly run: number; readonly keeping: KeepingEvent }
  /** Nothing is being learned any more; why, and for `diverged` a sentence. */
  | {
      readonly type: 'arc-rested';
      readonly run: number;
      readonly step: number;
      readonly why: 'asked' | 'finished' | 'stopped' | 'diverged';
      readonly message: string | null;
    }
  /**
   * The model as it was at a step, its config with as many puzzle identifiers as it has embeddings;
   * row v is of view v (row 0, the plain one, where there is one row for all).
   */
  | {
      readonly type: 'arc-model';
      readonly run: number;
      readonly step: number;
      readonly model: HrmModel;
    }
  /**
   * Something failed, in a sentence for the person in front of the page; `during` tells what is lost:
   * the open model, the run, or that answer or hand-over alone.
   */
  | {
      readonly type: 'arc-failed';
      readonly during: 'open' | 'learn' | 'answer' | 'take';
      readonly run: number | null;
      readonly message: string;
    };
