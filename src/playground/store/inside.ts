import type { InnerFrame } from '../../analysis/inspector';
import type { PlaygroundState, SliceCreator } from './state';
import { createStudies, type StudiesSlice } from './studies';
import { traceOf } from './thought';

/** The thought seen from within, while somebody looks. */
export interface InsideSlice extends StudiesSlice {
  readonly looksInside: boolean;
  /** What has been seen of its segments, from the first. */
  readonly innerFrames: readonly InnerFrame[];
  setLooksInside(looks: boolean): void;
  /** Another thought is looked into, or none. */
  forgetInside(): void;
  /** A segment seen; it takes the place of those from there on. */
  innerArrived(segment: number, frame: InnerFrame): void;
}

/** Segments of the thought on show, also of those after its end: there one sees whether it rests. */
export function lengthOf(state: PlaygroundState): number {
  return Math.min(traceOf(state)?.frames.length ?? 0, state.limit);
}

export const createInside: SliceCreator<InsideSlice> = (set, get, store) => ({
  ...createStudies(set, get, store),
  looksInside: false,
  innerFrames: [],
  setLooksInside: (looksInside) =>
    set(looksInside ? { looksInside, instrument: 'inside' } : { looksInside }),
  forgetInside: () => set({ innerFrames: [] }),
  innerArrived: (segment, frame) =>
    set(({ innerFrames }) => ({ innerFrames: [...innerFrames.slice(0, segment - 1), frame] })),
});
