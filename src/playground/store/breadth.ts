import {
  differenceOf,
  USUAL_SIGMA,
  type Difference,
  type DifferenceKind,
} from '../../reasoning/difference';
import type { SliceCreator } from './state';
import { followThought } from './thought';

/** In how many chains one may think about a puzzle at once. */
export const BREADTHS = [1, 2, 4, 8] as const;
export type Breadth = (typeof BREADTHS)[number];

/** After how many segments a chain that is not sure may start over; 0 for never. */
export const RESTARTS = [0, 4, 8, 16] as const;
export type Restart = (typeof RESTARTS)[number];

/**
 * How wide is thought, the second axis beside the ACT limit, which says how long; and how often it
 * may start over, which trades the one for the other.
 */
export interface BreadthSlice {
  /** Chains that think side by side about the puzzle; the surest answers. */
  readonly breadth: Breadth;
  /** How they differ, where there are several. */
  readonly differ: DifferenceKind;
  /** Standard deviation of the noise, where they differ by it; see `Difference`. */
  readonly noise: number;
  /** Segments after which chains that are not sure start over in another view; 0 for never. */
  readonly restart: Restart;
  /** Thinks about the puzzle on the board as wide as this. */
  setBreadth(breadth: Breadth): void;
  setDiffer(differ: DifferenceKind): void;
  setNoise(noise: number): void;
  setRestart(restart: Restart): void;
}

type Width = Pick<BreadthSlice, 'breadth' | 'differ' | 'noise' | 'restart'>;

export const DEFAULT_WIDTH: Width = {
  breadth: 1,
  differ: 'views',
  noise: USUAL_SIGMA,
  restart: 0,
};

export const createBreadth: SliceCreator<BreadthSlice> = (set) => {
  /** Another width is another thought, unless nothing of it counts. */
  const change = (patch: Partial<Width>) =>
    set((state) => {
      const same = widthKey({ ...state, ...patch }) === widthKey(state);
      return same ? patch : { ...patch, ...followThought(state) };
    });
  return {
    ...DEFAULT_WIDTH,
    setBreadth: (breadth) => {
      change({ breadth });
      if (breadth > 1) set({ instrument: 'wider', looksInside: false });
    },
    setDiffer: (differ) => change({ differ }),
    setNoise: (noise) => change({ noise }),
    setRestart: (restart) => change({ restart }),
  };
};

/** What tells the chains apart. */
export function differenceNow({ differ, noise }: Width): Difference {
  return differenceOf(differ, noise);
}

/** A name for the width, the same for those that think the same thoughts. */
export function widthKey(width: Width): string {
  const { breadth, restart } = width;
  const again = restart > 0 ? `:restart ${restart}` : '';
  if (breadth === 1) return `1${again}`;
  const { views, sigma } = differenceNow(width);
  return `${breadth}:${views}:${sigma}${again}`;
}

/** Whether one chain thinks and never starts over: as in training, exams and recordings. */
export function isPlain({ breadth, restart }: Pick<Width, 'breadth' | 'restart'>): boolean {
  return breadth === 1 && restart === 0;
}

/** The next breadth, and after the widest the narrowest again. */
export function widerThan(breadth: Breadth): Breadth {
  return BREADTHS[(BREADTHS.indexOf(breadth) + 1) % BREADTHS.length]!;
}
