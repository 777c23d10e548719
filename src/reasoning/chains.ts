import type { Pace } from '../compute/backend';
import type { HrmSession } from '../hrm/session';
import { createRandom } from '../puzzles/random';
import type { World } from '../puzzles/world';
import { ChainBatch } from './chain-batch';
import { plainViews, type Diversity } from './diversity';
import { assumptions, otherViews } from './starting-over';
import type { ChainFrame } from './trace';

/** The answer of a group of chains for one puzzle, as it was asked, after a segment: its surest one's. */
export type ChainAnswer = ChainFrame;

/** Thinks about up to `width` puzzles at once, each in several chains. */
export interface ChainThinker {
  readonly width: number;
  /**
   * @param puzzles at most `width` puzzles as tokens; the rest of the batch repeats the last.
   * @param identifiers rows of the puzzle embedding, one for each puzzle; 0 unless given
   */
  begin(puzzles: readonly Uint8Array[], identifiers?: readonly number[]): Promise<void>;
  /**
   * Runs one segment; returns an answer for each puzzle. @param pace may interrupt it, see
   * `ChainBatch`
   */
  segment(pace?: Pace): Promise<ChainAnswer[]>;
}

export interface ChainOptions {
  /** Chains a puzzle. */
  readonly chains: number;
  readonly diversity: Diversity;
  /** Segments after which chains that are not sure start over, see `ChainOptions`; never unless given. */
  readonly restart?: number;
  /** Seed of the views, the noise, and a model's random starts. */
  readonly seed: number;
  /** Number of puzzles thought about before; their random draws are skipped. */
  readonly skip?: number;
}

/**
 * Several chains of thought (arXiv 2601.10679) think about the same puzzle as one batch, in other
 * views of its world, with noise on their states, or both. After each segment the chain whose Q
 * head is surest answers, with its view undone. The first chain sees the puzzle as it is and has no
 * noise, so one chain is plain thinking.
 *
 * @param session its batch must be a multiple of `chains`
 */
export function openChains<Grid>(
  session: HrmSession,
  world: Pick<World<Grid>, 'views' | 'assume'>,
  { chains, diversity, restart = 0, seed, skip = 0 }: ChainOptions,
): ChainThinker {
  const width = session.batch / chains;
  if (!Number.isInteger(width)) {
    throw new RangeError(`A batch of ${session.batch} does not hold whole groups of ${chains}.`);
  }
  const random = createRandom(seed);
  const batch = new ChainBatch(session, seed);
  let begun = 0;
  /**
   * The views of a puzzle with this number of cells, and a seed for the views after starting over.
   */
  const draw = (cells: number) => {
    const views = diversity.views ? world.views(cells, chains, random) : plainViews(chains);
    // Each puzzle has a random stream of its own, so it does not depend on how often others start
    // over.
    return { views, own: restart > 0 ? random.below(2 ** 30) : 0 };
  };
  let toSkip = skip;

  return {
    width,
    begin(puzzles, identifiers = []) {
      begun = puzzles.length;
      for (; toSkip > 0; toSkip--) draw(puzzles[0]!.length);
      const thoughts = Array.from({ length: width }, (_, place) => {
        const at = Math.min(place, begun - 1);
        const input = puzzles[at]!;
        const { length: cells } = input;
        const { views, own } = draw(cells);
        const redraw = (time: number) => otherViews(world, cells, chains, createRandom(own + time));
        const identifier = identifiers[at] ?? 0;
        return { input, identifier, views, redraw, ...assumptions(world, input, own) };
      });
      return batch.begin(thoughts, { sigma: diversity.sigma, restart });
    },
    segment: async (pace) => (await batch.segment(pace)).slice(0, begun),
  };
}
