import type { View } from '../puzzles/world';

/**
 * How the chains of one thought can differ, by name: in commands, links and on the page. Those of a
 * model with random starts (`hrm/starts.ts`) start from states of their own in any case; `starts` is
 * that alone.
 */
export const DIVERSITY_KINDS = ['views', 'noise', 'both', 'starts'] as const;
export type DiversityKind = (typeof DIVERSITY_KINDS)[number];

/** What tells the chains of one thought apart. The first of them is plain thinking, whatever it is. */
export interface Diversity {
  /** Whether each chain sees the puzzle in another view of its world. */
  readonly views: boolean;
  /**
   * Standard deviation of the noise that every chain but the first gets on its states before each
   * segment. States are normalised to a root mean square of 1 at each position, so this is the
   * noise's size beside theirs; 0 is none.
   */
  readonly sigma: number;
}

/** Other views and no noise. */
export const OTHER_VIEWS: Diversity = { views: true, sigma: 0 };

/** Bounds of the noise, at the upper of which it is as large as the states, and a page's steps. */
export const SIGMA_RANGE = { min: 0, max: 1, step: 0.05 } as const;

/** Noise of a size that helps: of 60 hard Sudokus 34 came right with it in eight chains, 23 in one. */
export const USUAL_SIGMA = 0.2;

/** @param sigma of the noise, where the kind has any */
export function diversityOf(kind: DiversityKind, sigma: number): Diversity {
  const hasNoise = kind === 'noise' || kind === 'both';
  return { views: kind === 'views' || kind === 'both', sigma: hasNoise ? sigma : 0 };
}

/** The kinds that make a difference: `views` where puzzles can be drawn otherwise, `starts` by the model. */
export function kindsOfDiversity(hasViews: boolean, hasStarts: boolean): readonly DiversityKind[] {
  return DIVERSITY_KINDS.filter(
    (kind) =>
      (hasViews || kind === 'noise' || kind === 'starts') && (hasStarts || kind !== 'starts'),
  );
}

const AS_IT_IS: View = {
  apply: (tokens) => tokens,
  undo: (tokens) => tokens,
  undoCells: (values) => values,
};

/** Chains that all see the puzzle as it is. */
export function plainViews(chains: number): readonly View[] {
  return Array.from({ length: chains }, () => AS_IT_IS);
}
