import type { AttractorFrame, StartKind } from '../analysis/attractors';
import type { SegmentStep } from '../analysis/segment-steps';
import type { Spectrum } from '../analysis/spectrum';
import type { States } from '../hrm/schedule';
import type { GradientRow } from '../training/horizons';

/**
 * A *study* examines the thought about one puzzle and comes in parts. Nothing is computed without
 * an order. A study can be cancelled between two parts, and within a long part if the backend can
 * be interrupted.
 */
export interface StudyTypes {
  /** The module applications of a segment and the answer after each; one part. */
  readonly steps: {
    readonly order: { readonly segment: number };
    readonly part: readonly SegmentStep[];
  };
  /** The attention of each layer in one application, counted from 0; one part. */
  readonly look: {
    readonly order: { readonly segment: number; readonly application: number };
    /** q, k and v of each layer, [L·3D]. */
    readonly part: { readonly layers: readonly Float32Array[] };
  };
  /** The Jacobian of a cycle at the end of a segment; a part for each product. */
  readonly spectrum: {
    readonly order: { readonly segment: number; readonly products: number };
    readonly part: Spectrum;
  };
  /**
   * The gradient of the loss after some segments at several horizons, the longest first; a part for
   * each. The world's solver finds the right answer, unless it is given as tokens.
   */
  readonly gradients: {
    readonly order: { readonly segments: number; readonly answer?: readonly number[] };
    readonly part: GradientRow;
  };
  /** Thoughts about the puzzle from several starts; a part for each segment. */
  readonly attractors: {
    readonly order: {
      readonly start: StartKind;
      readonly sigma: number;
      readonly starts: number;
      readonly segments: number;
    };
    readonly part: AttractorFrame;
  };
  /** Participation ratios of untrained models of the same config; a part for each seed. */
  readonly untrained: {
    readonly order: { readonly segments: number; readonly seeds: number };
    readonly part: States<number> & { readonly seed: number };
  };
}

export type StudyKind = keyof StudyTypes;
export type OrderOf<K extends StudyKind> = StudyTypes[K]['order'];
export type PartOf<K extends StudyKind> = StudyTypes[K]['part'];

/** An order of any kind. */
export type StudyOrder = { [K in StudyKind]: { readonly kind: K } & OrderOf<K> }[StudyKind];

export type StudyCommand =
  /** Study the thought about a puzzle; `studied` follows for each part, then `study-ended`. */
  | {
      readonly type: 'study';
      readonly study: number;
      readonly order: StudyOrder;
      readonly input: Uint8Array;
      readonly identifier: number;
    }
  /** Cancels a study. */
  | { readonly type: 'unstudy'; readonly study: number };

export type StudyEvent =
  | { readonly type: 'studied'; readonly study: number; readonly part: PartOf<StudyKind> }
  /** Progress of the next part if it takes long, 0…1. */
  | { readonly type: 'studying'; readonly study: number; readonly share: number }
  /** The last event; `message` is the error, if there was one. */
  | { readonly type: 'study-ended'; readonly study: number; readonly message: string | null };
