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
 * What the page and the engine say to each other. The page sends commands, the worker answers with
 * events; both are plain data. The engine holds one model on one backend and one *run*: a puzzle
 * being thought about. Run numbers come from the page, rise, and mark stale events as such.
 */
export type Command =
  /** Load a model and prepare a backend; replaces what was open. `auto` picks the best there is. */
  | { readonly type: 'open'; readonly model: ModelSource; readonly backend: BackendKind | 'auto' }
  /**
   * Think with this model from now on. Where it differs from the open one in nothing but its weights
   * they are exchanged in place, which is quick, and `loaded` answers; else this is `open` with the
   * backend as it was. The run goes on as a fresh thought: its frames come again from the first.
   */
  | { readonly type: 'weights'; readonly model: ModelSource }
  /** Think about a puzzle up to `limit` segments. Segments known from an earlier run of the same puzzle are sent at once. */
  | {
      readonly type: 'think';
      readonly run: number;
      readonly input: Uint8Array;
      readonly identifier: number;
      readonly limit: number;
      /** Chains that think side by side about the puzzle, the surest of which answers; 1 unless given. */
      readonly numChains?: number;
      /** What tells these chains apart; other views of the puzzle unless given. */
      readonly diversity?: Diversity;
      /** Segments after which chains that are not sure start over in another view; never unless given. */
      readonly restart?: number;
    }
  /** Move the ACT limit of the run: above what is computed the thought goes on, below it stops. */
  | { readonly type: 'limit'; readonly run: number; readonly limit: number }
  /** Stop computing the run. */
  | { readonly type: 'stop'; readonly run: number }
  /**
   * Look into the first `limit` segments of a thought, in one chain, a step at a time. The same number
   * again moves the limit; a higher one takes the place of what was looked into. Other weights, or
   * another backend, begin it anew. A puzzle that is not of the open model's size waits for its model.
   */
  | {
      readonly type: 'inspect';
      readonly inspection: number;
      readonly input: Uint8Array;
      readonly identifier: number;
      readonly limit: number;
    }
  /** Look no more. */
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
      /** Milliseconds a segment will take, where it is long enough to be told before. */
      readonly segmentTime: number | null;
      /** Whether the weights came from the browser's cache. */
      readonly cached: boolean;
    }
  /** Other weights are in place; frames that follow are theirs. */
  | { readonly type: 'loaded'; readonly model: string; readonly key: string }
  | {
      readonly type: 'frame';
      readonly run: number;
      readonly segment: number;
      readonly frame: Frame;
    }
  /** A segment that takes long is so far, 0…1. */
  | {
      readonly type: 'part';
      readonly run: number;
      readonly segment: number;
      readonly share: number;
    }
  /** A segment seen from within; they come in order, from the first whenever it begins anew. */
  | {
      readonly type: 'inspected';
      readonly inspection: number;
      readonly segment: number;
      readonly frame: InnerFrame;
    }
  /** A segment that is looked into and takes long is so far, 0…1. */
  | {
      readonly type: 'inspecting';
      readonly inspection: number;
      readonly segment: number;
      readonly share: number;
    }
  /** The run has reached its limit or was stopped; it goes on when the limit rises. */
  | { readonly type: 'rested'; readonly run: number; readonly segments: number }
  /**
   * Something failed; `during` tells what was lost. The engine stays usable unless it was `open`;
   * after `weights` it goes on thinking with those it had, after `inspect` as if nobody had looked.
   */
  | {
      readonly type: 'failed';
      readonly during: 'open' | 'weights' | 'think' | 'inspect';
      readonly run?: number;
      readonly message: string;
    }
  | StudyEvent;
