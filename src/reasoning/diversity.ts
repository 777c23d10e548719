import type { View } from '../puzzles/world';

/**
 * How the chains of one thought can differ, by name, as used in commands, links and on the page. If
 * a model has random starts (`hrm/starts.ts`), each chain always has its own start; `starts` means
 * this difference alone.
 */
export const DIVERSITY_KINDS = ['views', 'noise', 'both', 'starts'] as const;
export type DiversityKind = (typeof DIVERSITY_KINDS)[number];

/** How the chains of one thought differ. The first one is always plain thinking. */
export interface Diversity {
  /** Whether each chain sees the puzzle in another view of its world. */
  readonly views: boolean;
  /**
   * Standard deviation of the noise that every chain but the first gets on its states before each
   * segment. States are normalised to a root mean square of 1 at each position, so this is the
   * noise relative to the states; 0 means none.
   */
  readonly sigma: number;
}

/** Different views, no noise. */
export const OTHER_VIEWS: Diversity = { views: true, sigma: 0 };

/**
 * Bounds of the noise and the step of the page's control. At the upper bound it is as large as the
 * states.
 */
export const SIGMA_RANGE = { min: 0, max: 1, step: 0.05 } as const;

/**
 * Noise of a size that helps: of 60 hard Sudokus, eight chains with it solved 34 and one chain 23.
 */
export const USUAL_SIGMA = 0.2;

/** @param sigma of the noise, if the kind has noise */
export function diversityOf(kind: DiversityKind, sigma: number): Diversity {
  const hasNoise = kind === 'noise' || kind === 'both';
  return { views: kind === 'views' || kind === 'both', sigma: hasNoise ? sigma : 0 };
}

/**
 * The kinds that have an effect: `views` if the world has views, `starts` if the model's starts are
 * random.
 */
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

/** All chains with the plain view. */
export function plainViews(chains: number): readonly View[] {
  return Array.from({ length: chains }, () => AS_IT_IS);
}
