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
 * Puts Gaussian noise on the states of every chain but the first of each thought, in place. What a
 * chain gets depends on nothing but the seed, its number and that of the segment, not on what was
 * drawn before. So a thought that is taken up again or replayed is the same thought, and a chain has
 * the same noise among four as among eight, and in every thought of a batch.
 *
 * @param carry of B rows, a chain each; the chains of a thought stand together
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

/** A seed for a place among several, unlike those of all others. */
function seedOf(...places: readonly number[]): number {
  return places.reduce((seed, place) => createRandom(seed + place).uint32(), 0);
}
