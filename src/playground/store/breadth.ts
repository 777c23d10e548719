import type { SliceCreator } from './state';
import { followThought } from './thought';

/** In how many chains one may think about a puzzle at once. */
export const BREADTHS = [1, 2, 4, 8] as const;
export type Breadth = (typeof BREADTHS)[number];

/** How wide is thought: the second axis beside the ACT limit, which says how long. */
export interface BreadthSlice {
  /** Chains that think side by side, each about another drawing of the puzzle; the surest answers. */
  readonly breadth: Breadth;
  /** Thinks about the puzzle on the board as wide as this. */
  setBreadth(breadth: Breadth): void;
}

export const createBreadth: SliceCreator<BreadthSlice> = (set) => ({
  breadth: 1,
  setBreadth: (breadth) =>
    set((state) => (breadth === state.breadth ? {} : { breadth, ...followThought(state) })),
});

/** The next breadth, and after the widest the narrowest again. */
export function widerThan(breadth: Breadth): Breadth {
  return BREADTHS[(BREADTHS.indexOf(breadth) + 1) % BREADTHS.length]!;
}
