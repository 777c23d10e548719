import type { InnerFrame } from '../analysis/inspector';
import type { ModelSource } from '../checkpoint/model-source';
import type { BackendKind } from '../compute/backend';
import type { BackendReport } from '../compute/ladder';
import type { HrmConfig } from '../hrm/config';
import type { Diversity } from '../reasoning/diversity';
import type { Frame } from '../reasoning/trace';
import type { StudyCommand, StudyEvent } from './study-protocol';

export type { BackendReport, ModelSource };

/**
 * The messages between the page and the engine. The page sends commands, the worker answers with
 * events; both are plain data. The engine has one model on one backend and one *run*: a puzzle it
 * thinks about. Run numbers come from the page and increase, so that old events can be recognised.
 */
export type Command =
  /** Load a model and prepare a backend; replaces what was open. `auto` picks the best backend. */
  | { readonly type: 'open'; readonly model: ModelSource; readonly backend: BackendKind | 'auto' }
  /**
   * Think with this model from now on. If it differs from the open one only in its weights, they
   * are replaced in place, which is quick, and the answer is `loaded`. Otherwise this is `open`
   * with the same backend. The run continues as a fresh thought: its frames come again from the
   * first.
   */
  | { readonly type: 'weights'; readonly model: ModelSource }
  /** Think about a puzzle up to `limit` segments. Segments known from an earlier run of the same puzzle are sent at once. */
  | {
      readonly type: 'think';
      readonly run: number;
      readonly input: Uint8Array;
      readonly identifier: number;
      readonly limit: number;
      /** Number of chains that think about the puzzle; the surest one answers. 1 unless given. */
      readonly numChains?: number;
      /** How these chains differ; by views of the puzzle unless given. */
      readonly diversity?: Diversity;
      /** Segments after which chains that are not sure start over in another view; never unless given. */
      readonly restart?: number;
    }
  /**
   * Move the ACT limit of the run: above the computed segments the thought continues, below it
   * stops.
   */
  | { readonly type: 'limit'; readonly run: number; readonly limit: number }
  /** Stop computing the run. */
  | { readonly type: 'stop'; readonly run: number }
  /**
   * Inspect the first `limit` segments of a thought, in one chain, a step at a time. The same
   * number again moves the limit; a higher number replaces the inspection. Other weights, or
   * another backend, start it again. A puzzle of another size than the open model's waits for its
   * model.
   */
  | {
      readonly type: 'inspect';
      readonly inspection: number;
      readonly input: Uint8Array;
      readonly identifier: number;
      readonly limit: number;
    }
  /** End the inspection. */
  | { readonly type: 'uninspect' }
  | StudyCommand;

export type Event =
  | {
      readonly type: 'progress';
      readonly stage: 'weights';
      readonly loaded: number;
      readonly total: number;
    }
  | { readonly type: 'progress'; readonly stage: 'preparing' }
  | {
      readonly type: 'ready';
      readonly model: string;
      /** The model's `sourceKey`. */
      readonly key: string;
      readonly config: HrmConfig;
      readonly parameters: number;
      readonly backend: BackendReport;
      /** Kernel launches of one segment. */
      readonly dispatches: number;
      /** Estimated milliseconds of a segment, if it is long. */
      readonly segmentTime: number | null;
      /** Whether the weights came from the browser's cache. */
      readonly cached: boolean;
    }
  /** The weights have changed; the next frames come from the new ones. */
  | { readonly type: 'loaded'; readonly model: string; readonly key: string }
  | {
      readonly type: 'frame';
      readonly run: number;
      readonly segment: number;
      readonly frame: Frame;
    }
  /** Progress of a long segment, 0…1. */
  | {
      readonly type: 'part';
      readonly run: number;
      readonly segment: number;
      readonly share: number;
    }
  /** An inspected segment; they come in order, from the first after each start. */
  | {
      readonly type: 'inspected';
      readonly inspection: number;
      readonly segment: number;
      readonly frame: InnerFrame;
    }
  /** Progress of a long segment under inspection, 0…1. */
  | {
      readonly type: 'inspecting';
      readonly inspection: number;
      readonly segment: number;
      readonly share: number;
    }
  /** The run has reached its limit or was stopped; it continues when the limit rises. */
  | { readonly type: 'rested'; readonly run: number; readonly segments: number }
  /**
   * Something failed; `during` says what is lost. The engine stays usable unless it was `open`.
   * After `weights` it continues with the old weights; `inspect` changes nothing else.
   */
  | {
      readonly type: 'failed';
      readonly during: 'open' | 'weights' | 'think' | 'inspect';
      readonly run?: number;
      readonly message: string;
    }
  | StudyEvent;
