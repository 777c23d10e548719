import type { SliceCreator } from './state';

/** Where a reader of the article is, and what they point at. */
export interface ReadingSlice {
  /** Whether a small stage stands beside the text, and shows the thought while the large one cannot. */
  readonly docked: boolean;
  /** Leads a reader who went to the stage back to where they left the text; `null` if nobody did. */
  readonly wayBack: (() => void) | null;
  /** The term pointed at in the text, by its key in `article/terms.ts`. */
  readonly term: string | null;
  /**
   * The step of a segment pointed at, counted from 0 in the order of the schedule; one behind the last
   * is the reading of the answer.
   */
  readonly stepPointed: number | null;
  setDocked(docked: boolean): void;
  setWayBack(wayBack: (() => void) | null): void;
  pointAtTerm(term: string | null): void;
  pointAtStep(step: number | null): void;
}

export const createReading: SliceCreator<ReadingSlice> = (set) => ({
  docked: false,
  wayBack: null,
  term: null,
  stepPointed: null,
  setDocked: (docked) => set({ docked }),
  setWayBack: (wayBack) => set({ wayBack }),
  pointAtTerm: (term) => set({ term }),
  pointAtStep: (stepPointed) => set({ stepPointed }),
});
