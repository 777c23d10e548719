import * as z from 'zod/mini';
import { startsAtRandom } from '../../hrm/config';
import {
  DIVERSITY_KINDS,
  diversityOf,
  kindsOfDiversity,
  SIGMA_RANGE,
  USUAL_SIGMA,
  type Diversity,
  type DiversityKind,
} from '../../reasoning/diversity';
import { hasTasks } from '../worlds/page-world';
import { hundredths, oneOf, setting, words } from './setting';
import type { PlaygroundState, SliceCreator } from './state';
import { resetTraceFollowing } from './thought';

/** The possible numbers of chains. */
export const CHAIN_COUNTS = [1, 2, 4, 8] as const;
export type NumChains = (typeof CHAIN_COUNTS)[number];

/** The possible numbers of segments after which unsure chains start over; 0 for never. */
export const RESTARTS = [0, 4, 8, 16] as const;
export type Restart = (typeof RESTARTS)[number];

/**
 * The number of chains, the second axis besides the ACT limit, and starting over, which exchanges
 * one for the other.
 */
export interface ChainsSlice {
  /** Number of chains; the surest one answers. */
  readonly numChains: NumChains;
  /** How they differ, if there are several. */
  readonly diversity: DiversityKind;
  /** Standard deviation of the noise, if they differ by it; see `Diversity`. */
  readonly noise: number;
  /** Segments after which chains that are not sure start over in another view; 0 for never. */
  readonly restart: Restart;
  /** Thinks about the puzzle with this number of chains. */
  setNumChains(numChains: NumChains): void;
  setDiversity(diversity: DiversityKind): void;
  setNoise(noise: number): void;
  setRestart(restart: Restart): void;
}

type ChainSettings = Pick<ChainsSlice, 'numChains' | 'diversity' | 'noise' | 'restart'>;

const DEFAULT_CHAIN_SETTINGS: ChainSettings = {
  numChains: 1,
  diversity: 'views',
  noise: USUAL_SIGMA,
  restart: 0,
};

export const chainSettings = {
  breadth: setting<NumChains>({
    ...oneOf(CHAIN_COUNTS),
    usual: DEFAULT_CHAIN_SETTINGS.numChains,
    get: ({ numChains }) => numChains,
    set: (state, numChains) => state.setNumChains(numChains),
  }),
  differ: setting<DiversityKind>({
    ...words(DIVERSITY_KINDS),
    usual: DEFAULT_CHAIN_SETTINGS.diversity,
    get: ({ diversity }) => diversity,
    set: (state, diversity) => state.setDiversity(diversity),
  }),
  noise: setting<number>({
    codec: hundredths.check(z.lte(SIGMA_RANGE.max)),
    wanted: `a number from ${SIGMA_RANGE.min} to ${SIGMA_RANGE.max} with at most two decimals`,
    usual: DEFAULT_CHAIN_SETTINGS.noise,
    get: ({ noise }) => noise,
    set: (state, noise) => state.setNoise(noise),
  }),
  restart: setting<Restart>({
    ...oneOf(RESTARTS),
    usual: DEFAULT_CHAIN_SETTINGS.restart,
    get: ({ restart }) => restart,
    set: (state, restart) => state.setRestart(restart),
  }),
};

export const createChains: SliceCreator<ChainsSlice> = (set) => {
  /** Another width is another thought, unless it makes no difference. */
  const change = (patch: Partial<ChainSettings>) =>
    set((state) => {
      const same = chainSettingsKey({ ...state, ...patch }) === chainSettingsKey(state);
      return same ? patch : { ...patch, ...resetTraceFollowing(state) };
    });
  return {
    ...DEFAULT_CHAIN_SETTINGS,
    setNumChains: (numChains) => {
      change({ numChains });
      if (numChains > 1) set({ instrument: 'wider', looksInside: false });
    },
    setDiversity: (diversity) => change({ diversity }),
    setNoise: (noise) => change({ noise }),
    setRestart: (restart) => change({ restart }),
  };
};

/** The settings, with the board and the model if these are known. */
type OnBoard<Settings> = Settings & Partial<Pick<PlaygroundState, 'board' | 'config'>>;

/** Whether the puzzles on the board have other views; a model knows only one view of a task. */
const hasViews = (board: PlaygroundState['board'] | undefined) =>
  board === undefined || !hasTasks(board.world);

/** How chains can differ here, the usual way first. */
export function diversityKinds({
  board,
  config,
}: Partial<Pick<PlaygroundState, 'board' | 'config'>>): readonly DiversityKind[] {
  const hasStarts = config === undefined || (config !== null && startsAtRandom(config));
  return kindsOfDiversity(hasViews(board), hasStarts);
}

/** The chosen kind, or its replacement if it has no effect. */
export function diversityHere(state: OnBoard<Pick<ChainSettings, 'diversity'>>): DiversityKind {
  const kinds = diversityKinds(state);
  return kinds.includes(state.diversity) ? state.diversity : kinds[0]!;
}

/** How the chains differ: by noise, if there are no views. */
export function currentDiversity(state: OnBoard<ChainSettings>): Diversity {
  return diversityOf(diversityHere(state), state.noise);
}

/** Segments after which unsure chains start over in another view; 0 if there is no other view. */
export function restartNow({ restart, board }: OnBoard<Pick<ChainSettings, 'restart'>>): Restart {
  return hasViews(board) ? restart : 0;
}

/** A key of the settings, the same if they give the same thoughts. */
export function chainSettingsKey(width: OnBoard<ChainSettings>): string {
  const { numChains } = width;
  const restart = restartNow(width);
  const again = restart > 0 ? `:restart ${restart}` : '';
  if (numChains === 1) return `1${again}`;
  const { views, sigma } = currentDiversity(width);
  return `${numChains}:${views}:${sigma}${again}`;
}

/**
 * Whether there is one chain that never starts over, as in training, evaluations and recordings.
 */
export function isPlain({
  numChains,
  restart,
}: Pick<ChainSettings, 'numChains' | 'restart'>): boolean {
  return numChains === 1 && restart === 0;
}

/** The next larger number of chains; after the largest, one. */
export function nextNumChains(numChains: NumChains): NumChains {
  return CHAIN_COUNTS[(CHAIN_COUNTS.indexOf(numChains) + 1) % CHAIN_COUNTS.length]!;
}
