import type { Carry } from '../hrm/session';
import { createRandom, normal } from '../puzzles/random';

export interface Noise {
  /** Standard deviation. */
  readonly sigma: number;
  readonly seed: number;
  /** The segment it comes before, counted from 1. */
  readonly segment: number;
}

/**
 * Adds Gaussian noise to the states of every chain except the first of each thought, in place. The
 * noise of a chain depends only on the seed, the chain's number and the segment's number, not on
 * earlier draws. So a thought that is continued or replayed is the same thought, and a chain has
 * the same noise among four chains as among eight, in every thought of a batch.
 *
 * @param carry of B rows, one for each chain; the chains of a thought are adjacent rows
 * @param rows B, @param chains of a thought, a divisor of B
 */
export function addStateNoise(carry: Carry, rows: number, chains: number, noise: Noise): void {
  const { sigma, seed, segment } = noise;
  const states = Object.values(carry) as Float32Array[];
  const size = carry.H.length / rows;
  for (let chain = 1; chain < chains; chain++) {
    const random = createRandom(seedOf(seed, chain, segment));
    for (const state of states) {
      const drawn = Float32Array.from({ length: size }, () => sigma * normal(random));
      for (let row = chain; row < rows; row += chains) {
        for (let i = 0; i < size; i++) state[row * size + i]! += drawn[i]!;
      }
    }
  }
}

/** A seed that is different for each place. */
function seedOf(...places: readonly number[]): number {
  return places.reduce((seed, place) => createRandom(seed + place).uint32(), 0);
}
