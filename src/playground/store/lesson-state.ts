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

/** Where teaching stands. From `paused` on there is a lesson; a failed one may have lost it. */
export type TeachingPhase =
  | { readonly phase: 'closed' }
  /** The lessons are on offer. */
  | { readonly phase: 'choosing' }
  | { readonly phase: 'preparing'; readonly text: string; readonly share: number | null }
  | { readonly phase: 'running' }
  | { readonly phase: 'paused' }
  /** All steps of the schedule are done; the lesson may go on at its final rate. */
  | { readonly phase: 'finished' }
  /** The loss left the numbers; the weights are the last good ones. */
  | { readonly phase: 'diverged'; readonly message: string }
  | {
      readonly phase: 'failed';
      readonly message: string;
      /** Id of the stored lesson that another tab has open, where that is why. */
      readonly elsewhere?: string;
    };

/** A measurement that takes its time. */
export type Measurement<T> =
  | { readonly at: 'none' }
  | { readonly at: 'work' }
  | { readonly at: 'hand'; readonly step: number; readonly value: T };

export interface Comparison {
  readonly before: EvalResult;
  readonly after: EvalResult;
}

/** The model of now, as the board shows it. */
export interface Student {
  readonly step: number;
  readonly trackedExample: TrackedExample;
  readonly model: Extract<ModelSource, { memory: unknown }>;
}

/** What is in the browser's storage, or why nothing newer is. */
export interface Keeping {
  readonly step: number;
  /** `null` where another visit has kept it. */
  readonly bytes: number | null;
  /** When it was stored, on the clock of `performance.now()`. */
  readonly at: number;
}

/** A lesson in progress, as far as the page has heard. */
export interface Lesson {
  /** Id of the checkpoint it is kept under. */
  readonly id: string;
  readonly kind: LessonId;
  readonly settings: TrainingSettings;
  readonly config: HrmConfig;
  readonly parameters: number;
  readonly backend: BackendReport;
  readonly cost: StepCost;
  readonly step: number;
  /** The height of the schedule, as last set; `latest.learningRate` is what a step really used. */
  readonly learningRate: number;
  readonly curve: Curve;
  readonly latest: StepMetrics | null;
  readonly evalResults: readonly EvalResult[];
  readonly stepsPerSecond: number | null;
  /** Time taught since the page was opened, in milliseconds, and since when it runs. */
  readonly taught: number;
  readonly since: number | null;
  /** `null` until the first evaluation. */
  readonly student: Student | null;
  readonly kept: Keeping | null;
  readonly keepingProblem: string | null;
  readonly comparison: Measurement<Comparison>;
  /** Whether the weights of the beginning were asked for and have not been heard of yet. */
  readonly rewinding: boolean;
  /** What the worker is busy with where that keeps it from teaching, as after a lost device. */
  readonly interruption: string | null;
}

/** What the page tells the lesson worker; each order is an object of its own, sent once. */
export interface LessonOrder {
  readonly command: LessonCommand;
}

export interface Teaching {
  readonly teaching: TeachingPhase;
  readonly lesson: Lesson | null;
  /** The latest order. */
  readonly order: LessonOrder | null;
}

/** Forgets what was learned, as a rewind does; what the lesson is stays. */
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
