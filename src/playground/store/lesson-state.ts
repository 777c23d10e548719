import type { HrmConfig } from '../../hrm/config';
import type { LessonId } from '../../training/lessons/ids';
import type { TrainingSettings } from '../../training/settings';
import type {
  EvalResult,
  LessonCommand,
  TrackedExample,
  StepCost,
  StepMetrics,
} from '../../worker/lesson-protocol';
import type { BackendReport, ModelSource } from '../../worker/protocol';
import { EMPTY_CURVE, type Curve } from './curve';

/** The state of teaching. From `paused` on there is a lesson; after a failure it may be lost. */
export type TeachingPhase =
  | { readonly phase: 'closed' }
  /** The list of lessons is open. */
  | { readonly phase: 'choosing' }
  | { readonly phase: 'preparing'; readonly text: string; readonly share: number | null }
  | { readonly phase: 'running' }
  | { readonly phase: 'paused' }
  /** All steps of the schedule are done; the lesson may continue at its final rate. */
  | { readonly phase: 'finished' }
  /** The loss was not a number; the weights are the last good ones. */
  | { readonly phase: 'diverged'; readonly message: string }
  | {
      readonly phase: 'failed';
      readonly message: string;
      /** Id of the stored lesson if another tab has it open. */
      readonly elsewhere?: string;
    };

/** A measurement that takes some time. */
export type Measurement<T> =
  | { readonly at: 'none' }
  | { readonly at: 'work' }
  | { readonly at: 'hand'; readonly step: number; readonly value: T };

export interface Comparison {
  readonly before: EvalResult;
  readonly after: EvalResult;
}

/** The present model, for the board. */
export interface Student {
  readonly step: number;
  readonly trackedExample: TrackedExample;
  readonly model: Extract<ModelSource, { memory: unknown }>;
}

/** What is in the browser's storage, or why it is not newer. */
export interface Keeping {
  readonly step: number;
  /** `null` if another visit has stored it. */
  readonly bytes: number | null;
  /** When it was stored, on the clock of `performance.now()`. */
  readonly at: number;
}

/** A lesson in progress, as known to the page. */
export interface Lesson {
  /** Id of its checkpoint. */
  readonly id: string;
  readonly kind: LessonId;
  readonly settings: TrainingSettings;
  readonly config: HrmConfig;
  readonly parameters: number;
  readonly backend: BackendReport;
  readonly cost: StepCost;
  readonly step: number;
  /** The peak of the schedule, as set last; `latest.learningRate` is the rate of the last step. */
  readonly learningRate: number;
  readonly curve: Curve;
  readonly latest: StepMetrics | null;
  readonly evalResults: readonly EvalResult[];
  readonly stepsPerSecond: number | null;
  /** Milliseconds of teaching since the page was opened, and the start of the present run. */
  readonly taught: number;
  readonly since: number | null;
  /** `null` until the first evaluation. */
  readonly student: Student | null;
  readonly kept: Keeping | null;
  readonly keepingProblem: string | null;
  readonly comparison: Measurement<Comparison>;
  /** Whether a rewind was requested and has not been confirmed yet. */
  readonly rewinding: boolean;
  /** What the worker does instead of teaching, for example after a lost device. */
  readonly interruption: string | null;
}

/** An order to the lesson worker; each is a new object, sent once. */
export interface LessonOrder {
  readonly command: LessonCommand;
}

export interface Teaching {
  readonly teaching: TeachingPhase;
  readonly lesson: Lesson | null;
  /** The latest order. */
  readonly order: LessonOrder | null;
}

/** Forgets the results of learning, as in a rewind; the lesson itself stays. */
export function forgotten(lesson: Lesson): Lesson {
  return {
    ...lesson,
    step: 0,
    curve: EMPTY_CURVE,
    latest: null,
    evalResults: [],
    stepsPerSecond: null,
    taught: 0,
    since: null,
    comparison: { at: 'none' },
    rewinding: true,
  };
}

/** Share of whole puzzles solved in an evaluation after all segments, 0…1. */
export function evalScore(evalResult: EvalResult): number {
  return evalResult.exact.at(-1) ?? 0;
}

/** Milliseconds taught so far. */
export function timeTaught({ taught, since }: Lesson, now: number): number {
  return taught + (since === null ? 0 : now - since);
}
