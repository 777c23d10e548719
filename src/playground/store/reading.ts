import type { SliceCreator } from './state';

/** The state of reading the article. */
export interface ReadingSlice {
  /** Whether a small stage is beside the text while the large one is not visible. */
  readonly docked: boolean;
  /** Leads a reader back from the stage to the text; `null` if there is no way back. */
  readonly wayBack: (() => void) | null;
  /** The term under the pointer in the text, by its key in `article/terms.ts`. */
  readonly term: string | null;
  /**
   * The step of a segment under the pointer, counted from 0 in the schedule; the number after the
   * last means the prediction.
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
