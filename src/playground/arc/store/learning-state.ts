import type { HrmConfig } from '../../../hrm/config';
import { identifierAmong } from '../../../hrm/identifier';
import type { HrmModel } from '../../../hrm/parameters';
import { gridsEqual } from '../../../puzzles/arc/grid';
import { canvasSide, type ArcRecord, type ArcTask } from '../../../puzzles/arc/task';
import type { ArcView } from '../../../puzzles/arc/views';
import { canvasFor, type TaskCanvases } from '../../../training/arc/task-model';
import type {
  ArcCommand,
  ArcProgress,
  ArcSettings,
  BackendReport,
  QuestionAnswers,
  TaskAnswers,
} from '../../../worker/arc-protocol';
import type { Curve } from '../../store/curve';
import type { History } from '../../store/history';
import type { Keeping } from '../../store/lesson-state';
import type { ArcDocument } from '../editing/document';

/** The model that learns, as known to the page. */
export type ModelStatus =
  /** None is shipped and none was opened. */
  | { readonly phase: 'none' }
  | { readonly phase: 'loading'; readonly text: string; readonly share: number | null }
  | {
      readonly phase: 'ready';
      readonly name: string;
      readonly config: HrmConfig;
      readonly canvases: TaskCanvases;
      readonly parameters: number;
      /** Ids of the tasks it was trained on; task i has puzzle identifier i + 1. */
      readonly tasks: readonly string[];
      readonly backend: BackendReport;
      /** Whether learning a task takes about a minute. */
      readonly fast: boolean;
    }
  | { readonly phase: 'failed'; readonly message: string };

export type RunPhase =
  'preparing' | 'learning' | 'pausing' | 'paused' | 'finished' | 'diverged' | 'failed';

/** The model at the time of the request, or the reason why it is not available. */
export type Taken = { readonly model: HrmModel } | { readonly problem: string };

/** A task that is being learned or was learned. */
export interface Run {
  readonly number: number;
  readonly record: ArcRecord;
  /** The demonstrations it learns; other demonstrations need another run, even in the same task. */
  readonly train: ArcTask['train'];
  /** Whether the model was trained on this task and answers without learning. */
  readonly known: boolean;
  readonly phase: RunPhase;
  /**
   * What is being prepared or answered, with its progress; empty during steps. After a failure, the
   * error.
   */
  readonly text: string;
  readonly share: number | null;
  readonly settings: ArcSettings;
  /** Of the canvas on which it learns; `null` until the task is prepared. */
  readonly side: number | null;
  /** Views of the task, the plain one first; empty until they are drawn. */
  readonly views: readonly ArcView[];
  readonly curve: Curve;
  readonly progress: ArcProgress | null;
  /** All answers, oldest first, at most one for each step. */
  readonly answers: readonly TaskAnswers[];
  /**
   * Id under which the browser keeps it; `null` before that is known, and for a task from training.
   */
  readonly checkpoint: string | null;
  /** What is in the browser's storage, or why it is not newer. */
  readonly kept: Keeping | null;
  readonly keepingProblem: string | null;
  /** Whether it could not be resumed because another tab has it. */
  readonly elsewhere: boolean;
  /** The worker's last reply to a request for the model; `null` before. */
  readonly taken: Taken | null;
}

export interface Learning {
  readonly model: ModelStatus;
  readonly run: Run | null;
  /** Index of the run's visible answers; `null` for the newest. */
  readonly answersAt: number | null;
  /** The latest order to the worker; each is a new object, sent once. */
  readonly order: { readonly command: ArcCommand } | null;
}

interface Subject {
  readonly record: ArcRecord;
  readonly history: History<ArcDocument>;
  readonly test: number;
}

/** The run, if it learns the visible demonstrations. */
export function runShown({ run, record, history }: Learning & Subject): Run | null {
  return run?.record === record && run.train === history.present.task.train ? run : null;
}

/** The model's answers to the open task, at the chosen step. */
export function answersShown(state: Learning & Subject): TaskAnswers | null {
  const answers = runShown(state)?.answers;
  return answers?.at(state.answersAt ?? -1) ?? null;
}

/** Its answer to the visible question; `null` if it was not asked that one. */
export function questionShown(state: Learning & Subject): QuestionAnswers | null {
  const question = answersShown(state)?.questions[state.test];
  const asked = state.history.present.task.test[state.test];
  if (question === undefined || asked === undefined) return null;
  return gridsEqual(question.input, asked.input) ? question : null;
}

/** Whether the visible demonstrations are the task's own, not edited. */
export function hasOwnPairs({ record, history }: Pick<Subject, 'record' | 'history'>): boolean {
  return record.task.train === history.present.task.train;
}

/**
 * The puzzle identifier of the open task, if the model was trained on exactly this task; else
 * `null`.
 */
export function knownAs(state: Learning & Subject): number | null {
  const { model, record } = state;
  return model.phase === 'ready' && hasOwnPairs(state)
    ? identifierAmong(model.tasks, record.id)
    : null;
}

/** Whether learning is in progress, of this task or of another. */
export function isBusy({ run }: Learning): boolean {
  return run !== null && ['preparing', 'learning', 'pausing'].includes(run.phase);
}

/** Whether a run rests. */
export function isAtRest({ phase }: Run): boolean {
  return ['paused', 'finished', 'diverged'].includes(phase);
}

/** Whether the run has given its last answers: the steps are done, or were interrupted. */
export function hasAnswered(state: Learning & Subject): boolean {
  const run = runShown(state);
  if (run === null || questionShown(state) === null) return false;
  return run.phase === 'finished' || run.phase === 'paused';
}

/** Side of the open task if it does not fit on any canvas of the model, else `null`. */
export function sideTooBig({ model, history }: Learning & Subject): number | null {
  if (model.phase !== 'ready') return null;
  const side = canvasSide(history.present.task);
  return canvasFor(model.canvases, side) === null ? side : null;
}

/**
 * Side of the canvas of the visible question: of the run that learns or has learned it, or the one
 * on which it would be learned. `null` if the question does not fit there.
 */
export function canvasShown(state: Learning & Subject): number | null {
  if (sideTooBig(state) !== null) return null;
  const { task } = state.history.present;
  // A run keeps its canvas while its device is opened again.
  const side = runShown(state)?.side ?? canvasBefore(state);
  const needed = canvasSide({ ...task, test: [task.test[state.test]!] });
  return side === null || needed > side ? null : side;
}

/** Side of the canvas on which the open task is asked or would be learned. */
function canvasBefore(state: Learning & Subject): number | null {
  const { model, history } = state;
  if (model.phase !== 'ready') return null;
  if (knownAs(state) !== null) return model.canvases.own;
  return canvasFor(model.canvases, canvasSide(history.present.task));
}
