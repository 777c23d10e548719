import type { TrainingKind } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import type { ArcGrid } from '../puzzles/arc/grid';
import type { ArcRecord } from '../puzzles/arc/task';
import type { QuestionAnswers, TaskAnswers } from '../training/arc/answers';
import type { ArcSettings } from '../training/arc/settings';
import type { TaskCanvases } from '../training/arc/task-model';
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
 * The messages between the page and the ARC worker. All are plain data.
 *
 * The worker holds one pretrained model on one training backend, and one *run*: a task being
 * learned from that model's weights. Run numbers come from the page and increase. Events have the
 * number of their run, so that the page can drop those of an abandoned run. A `learn` ends the run
 * before it. A run that rests (paused, finished, diverged) can still be asked, resumed and
 * exported, until `stop` or the next `learn` or `open`. Meanwhile the browser keeps it under its
 * own id, and only this tab writes it.
 *
 * The usual sequence: `open` → `arc-progress`… → `arc-ready`; `learn` → `arc-progress`… →
 * `arc-learning`, `arc-answers` (step 0), then `arc-metrics` about five times a second with
 * `arc-answers` in between, then the last `arc-answers` and `arc-rested` with `finished`.
 */
export type ArcCommand =
  /**
   * Loads a model and prepares a backend; replaces what was open. `auto` is the backend that learns
   * fastest here.
   */
  | {
      readonly type: 'open';
      readonly model: ModelSource;
      readonly backend: TrainingKind | 'auto';
    }
  /**
   * Learns a task from the weights of the open model, at once, until the steps are done. If the
   * model has learned the task already, `known` is its puzzle identifier: the run answers with
   * that, rests before the first step, and is not kept.
   */
  | {
      readonly type: 'learn';
      readonly run: number;
      readonly record: ArcRecord;
      readonly settings: ArcSettings;
      readonly known?: number;
    }
  /**
   * Resumes a run that the browser has kept from an earlier visit; the answer is `arc-taken-up`,
   * and then the same as for `learn`.
   */
  | {
      readonly type: 'take-up';
      readonly run: number;
      readonly checkpoint: string;
      /** Whether to take it from another tab that has it. */
      readonly takeOver?: boolean;
    }
  /** Rests after the step in progress; `arc-answers` and `arc-rested` follow. */
  | { readonly type: 'pause'; readonly run: number }
  /**
   * Continues a run that rests: to the end of its steps or, for a finished run, for `steps` more
   * steps (the number in its settings, unless given), at the final learning rate.
   */
  | { readonly type: 'resume'; readonly run: number; readonly steps?: number }
  /**
   * Answers now, between two steps or at rest; `arc-answers` follows. With `inputs`, these grids
   * replace the task's own test inputs, and `asked` comes back with the answers.
   */
  | {
      readonly type: 'answer';
      readonly run: number;
      readonly inputs?: readonly ArcGrid[];
      readonly asked?: number;
    }
  /** Sends the present model, one row of embeddings for each view; `arc-model` follows. */
  | { readonly type: 'take'; readonly run: number }
  /**
   * Ends the run and frees its memory; `arc-rested` with `stopped` follows. The model stays open.
   * `forget` also removes it from the browser's storage.
   */
  | { readonly type: 'stop'; readonly run: number; readonly forget?: boolean }
  /** Ends everything and frees the backend. */
  | { readonly type: 'close' };

/** The progress of a run. */
export interface ArcProgress {
  readonly step: number;
  /** Steps after which the run is finished. */
  readonly steps: number;
  readonly stepsPerSecond: number;
  /** Including answers on the way; `null` before it has been measured. */
  readonly secondsLeft: number | null;
}

export type ArcEvent =
  /**
   * Something is being prepared, or the answers of a resting run are being computed; `share` is
   * 0…1, `null` if unknown.
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
      readonly canvases: TaskCanvases;
      readonly parameters: number;
      readonly backend: BackendReport;
      /** Whether it is a real GPU; without one a run takes minutes. */
      readonly fast: boolean;
    }
  /** The kept state of a run: the task that was learned, and its progress. */
  | {
      readonly type: 'arc-taken-up';
      readonly run: number;
      readonly record: ArcRecord;
      readonly settings: ArcSettings;
      readonly metrics: readonly StepMetrics[];
    }
  /** The run to resume belongs to another tab, which writes it. */
  | { readonly type: 'arc-elsewhere'; readonly run: number; readonly checkpoint: string }
  /** The run is prepared and begins, or continues from a step after its device was lost. */
  | {
      readonly type: 'arc-learning';
      readonly run: number;
      /** Id under which the browser keeps it; `null` if it is not kept. */
      readonly checkpoint: string | null;
      /** Number of steps done. */
      readonly step: number;
      readonly settings: ArcSettings;
      /** Names of the views (`parseViewName`), the plain one first. */
      readonly views: readonly string[];
      /** Of the canvas. */
      readonly side: number;
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
  /** The answers of the moving average of the weights to the questions. */
  | {
      readonly type: 'arc-answers';
      readonly run: number;
      readonly answers: TaskAnswers;
      /** The number of the `answer` command that this answers; `null` without a command. */
      readonly asked: number | null;
    }
  /** The run was kept, or could not be kept and continues anyway. */
  | { readonly type: 'arc-keeping'; readonly run: number; readonly keeping: KeepingEvent }
  /** Nothing is being learned any more; with the reason, and for `diverged` a sentence. */
  | {
      readonly type: 'arc-rested';
      readonly run: number;
      readonly step: number;
      readonly why: 'asked' | 'finished' | 'stopped' | 'diverged';
      readonly message: string | null;
    }
  /**
   * The model at a step. Its config has as many puzzle identifiers as there are embeddings; row v
   * belongs to view v (row 0, the plain one, if one row serves all).
   */
  | {
      readonly type: 'arc-model';
      readonly run: number;
      readonly step: number;
      readonly model: HrmModel;
    }
  /**
   * Something failed, in a sentence for the reader of the page; `during` says what is lost: the
   * open model, the run, or only that answer or export.
   */
  | {
      readonly type: 'arc-failed';
      readonly during: 'open' | 'learn' | 'answer' | 'take';
      readonly run: number | null;
      readonly message: string;
    };
