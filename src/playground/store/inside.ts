import type { InnerFrame } from '../../analysis/inspector';
import type { PlaygroundState, SliceCreator } from './state';
import { createStudies, type StudiesSlice } from './studies';
import { traceOf } from './thought';

/** The thought seen from within, while somebody looks. */
export interface InsideSlice extends StudiesSlice {
  readonly looksInside: boolean;
  /** What has been seen of its segments, from the first. */
  readonly innerFrames: readonly InnerFrame[];
  /** How far the segment that comes next is, 0…1, where it takes long. */
  readonly innerShare: number | null;
  setLooksInside(looks: boolean): void;
  /** Another thought is looked into, or none. */
  forgetInside(): void;
  /** A segment seen; it takes the place of those from there on. */
  innerArrived(segment: number, frame: InnerFrame): void;
  /** The next segment takes long, and is so far, 0…1. */
  innerOnItsWay(share: number): void;
}

/** Segments of the thought on show, also of those after its end: there one sees whether it rests. */
export function lengthOf(state: PlaygroundState): number {
  return Math.min(traceOf(state)?.frames.length ?? 0, state.limit);
}

export const createInside: SliceCreator<InsideSlice> = (set, get, store) => ({
  ...createStudies(set, get, store),
  looksInside: false,
  innerFrames: [],
  innerShare: null,
  setLooksInside: (looksInside) =>
    set(looksInside ? { looksInside, instrument: 'inside' } : { looksInside }),
  forgetInside: () => set({ innerFrames: [], innerShare: null }),
  innerArrived: (segment, frame) =>
    set(({ innerFrames }) => ({
      innerFrames: [...innerFrames.slice(0, segment - 1), frame],
      innerShare: null,
    })),
  innerOnItsWay: (innerShare) => set({ innerShare }),
});
