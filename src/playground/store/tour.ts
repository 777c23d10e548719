import type { SliceCreator } from './state';

/** The tour for new visitors: offered until it is taken or declined. */
export interface TourSlice {
  readonly tourOffered: boolean;
  /** The present step, counted from 1; `null` without a tour. */
  readonly tourStep: number | null;
  offerTour(): void;
  /** Removes the offer permanently. */
  declineTour(): void;
  /** Goes to a step of the tour; `null` ends it. */
  goOnTour(step: number | null): void;
}

export const createTour: SliceCreator<TourSlice> = (set) => ({
  tourOffered: false,
  tourStep: null,
  offerTour: () => set({ tourOffered: true }),
  declineTour: () => set({ tourOffered: false }),
  goOnTour: (tourStep) => set({ tourOffered: false, tourStep }),
});
