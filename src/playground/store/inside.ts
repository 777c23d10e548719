import type { InnerFrame } from '../../analysis/inspector';
import type { PlaygroundState, SliceCreator } from './state';
import { createStudies, type StudiesSlice } from './studies';
import { traceOf } from './thought';

/** The inspected thought, while the instrument is open. */
export interface InsideSlice extends StudiesSlice {
  readonly looksInside: boolean;
  /** The inspected segments, from the first. */
  readonly innerFrames: readonly InnerFrame[];
  /** Progress of the next segment, 0…1, if it takes long. */
  readonly innerShare: number | null;
  setLooksInside(looks: boolean): void;
  /** Starts the inspection of another thought, or ends it. */
  forgetInside(): void;
  /** Adds an inspected segment; it replaces those from there on. */
  innerArrived(segment: number, frame: InnerFrame): void;
  /** Progress of the next segment if it takes long, 0…1. */
  innerOnItsWay(share: number): void;
}

/** Segments of the visible thought, including those after its end, which show whether it rests. */
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
