import type { SliceCreator } from './state';

/** The tour for newcomers: offered until it is taken or declined. */
export interface TourSlice {
  readonly tourOffered: boolean;
  /** The step one is at, counted from 1; `null` while nobody is shown around. */
  readonly tourStep: number | null;
  offerTour(): void;
  /** Takes the offer away for good. */
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
