import type { Bounds, Work, WorkFigures } from '../bench/measure';
import type { OpFigures } from '../bench/one-op';
import type { Extents, OpName } from '../bench/op-shapes';
import type { Peaks } from '../bench/peaks';
import type { TrainingKind } from '../compute/training-ops';

/** The messages between the benchmark page and its worker. The worker answers in order. */
export type BenchCommand =
  /** Measure a segment or a step of a model with random weights; `measured` follows. */
  | {
      readonly type: 'measure';
      readonly backend: TrainingKind;
      /** Keys of a config.json. */
      readonly config: unknown;
      readonly of: Work;
      readonly batch: number;
      readonly bounds: Bounds;
    }
  /** Try one op at one shape; `tried` follows. */
  | {
      readonly type: 'try';
      readonly backend: TrainingKind;
      readonly op: OpName;
      readonly extents: Extents;
      readonly optional: boolean;
    };

export type BenchEvent =
  | { readonly type: 'opened'; readonly backend: TrainingKind; readonly device: Device }
  | { readonly type: 'progress'; readonly done: number; readonly of: number }
  | { readonly type: 'measured'; readonly figures: WorkFigures }
  | { readonly type: 'tried'; readonly figures: OpFigures }
  /** Instead of `measured` or `tried`: the reason why there are no figures. */
  | { readonly type: 'not-measured'; readonly why: string };

/** A backend and its best rates. */
export interface Device {
  readonly description: string;
  readonly peaks: Peaks;
}
