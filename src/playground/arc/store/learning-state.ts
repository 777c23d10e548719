import type { HrmConfig } from '../../../hrm/config';
import { identifierAmong } from '../../../hrm/identifier';
import type { HrmModel } from '../../../hrm/parameters';
import { gridsEqual } from '../../../puzzles/arc/grid';
import { canvasSide, type ArcRecord, type ArcTask } from '../../../puzzles/arc/task';
import type { ArcView } from '../../../puzzles/arc/views';
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

/** The model that learns, as far as the page has heard. */
export type ModelStatus =
  /** None is shipped and none was brought. */
  | { readonly phase: 'none' }
  | { readonly phase: 'loading'; readonly text: string; readonly share: number | null }
  | {
      readonly phase: 'ready';
      readonly name: string;
      readonly config: HrmConfig;
      /** S: grids of tasks must fit on S×S. */
      readonly side: number;
      readonly parameters: number;
      /** Ids of the tasks it was trained on, task i being puzzle identifier i + 1. */
      readonly tasks: readonly string[];
      readonly backend: BackendReport;
      /** Whether a task is learned in a minute rather than in many. */
      readonly fast: boolean;
    }
  | { readonly phase: 'failed'; readonly message: string };

export type RunPhase =
  'preparing' | 'learning' | 'pausing' | 'paused' | 'finished' | 'diverged' | 'failed';

/** The model as it was when it was asked for, or why it could not be had. */
export type Taken = { readonly model: HrmModel } | { readonly problem: string };

/** A task being learned, or learned as far as it was. */
export interface Run {
  readonly number: number;
  readonly record: ArcRecord;
  /** The demonstrations it learns; other ones, even of the same task, are another matter. */
  readonly train: ArcTask['train'];
  /** Whether the model was trained on this task and answers without learning. */
  readonly known: boolean;
  readonly phase: RunPhase;
  /**
   * What is being prepared or answered, and how far; empty while steps are made. What went wrong,
   * where something did.
   */
  readonly text: string;
  readonly share: number | null;
  readonly settings: ArcSettings;
  /** Ways the task is looked at, the plain one first; empty until they are drawn. */
  readonly views: readonly ArcView[];
  readonly curve: Curve;
  readonly progress: ArcProgress | null;
  /** All that was answered, oldest first, at most one answer a step. */
  readonly answers: readonly TaskAnswers[];
  /** Id under which the browser keeps it; `null` before that is known, and of a known task. */
  readonly checkpoint: string | null;
  /** What is in the browser's storage, or why nothing newer is. */
  readonly kept: Keeping | null;
  readonly keepingProblem: string | null;
  /** Whether it could not be taken up because another tab has it. */
  readonly elsewhere: boolean;
  /** What the worker said last when it was asked for the model; `null` before. */
  readonly taken: Taken | null;
}

export interface Learning {
  readonly model: ModelStatus;
  readonly run: Run | null;
  /** Which of the run's answers is looked at; `null` for the newest. */
  readonly answersAt: number | null;
  /** The latest order to the worker; each is an object of its own, sent once. */
  readonly order: { readonly command: ArcCommand } | null;
}

interface Subject {
  readonly record: ArcRecord;
  readonly history: History<ArcDocument>;
  readonly test: number;
}

/** The run, if it is about the demonstrations on show. */
export function runShown({ run, record, history }: Learning & Subject): Run | null {
  return run?.record === record && run.train === history.present.task.train ? run : null;
}

/** What the model says about the task on show, at the step looked at. */
export function answersShown(state: Learning & Subject): TaskAnswers | null {
  const answers = runShown(state)?.answers;
  return answers?.at(state.answersAt ?? -1) ?? null;
}

/** What it says to the question on show; `null` if it was not asked that one. */
export function questionShown(state: Learning & Subject): QuestionAnswers | null {
  const question = answersShown(state)?.questions[state.test];
  const asked = state.history.present.task.test[state.test];
  if (question === undefined || asked === undefined) return null;
  return gridsEqual(question.input, asked.input) ? question : null;
}

/** Whether the demonstrations on show are the task's own, not edited. */
export function hasOwnPairs({ record, history }: Pick<Subject, 'record' | 'history'>): boolean {
  return record.task.train === history.present.task.train;
}

/** The puzzle identifier of the task on show, if the model was trained on it as it is; else `null`. */
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

/** Whether a run rests, until it is asked to go on. */
export function isAtRest({ phase }: Run): boolean {
  return ['paused', 'finished', 'diverged'].includes(phase);
}

/** Whether the last word was said: the steps are done, or were interrupted. */
export function hasAnswered(state: Learning & Subject): boolean {
  const run = runShown(state);
  if (run === null || questionShown(state) === null) return false;
  return run.phase === 'finished' || run.phase === 'paused';
}

/** Side of the task on show where it does not fit on the model's canvas, else `null`. */
export function sideTooBig({ model, history }: Learning & Subject): number | null {
  if (model.phase !== 'ready') return null;
  const side = canvasSide(history.present.task);
  return side > model.side ? side : null;
}
