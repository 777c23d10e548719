import { createRandom, type Random } from '../../random';

/** Seeded randomness with helpers for generators of tasks. */
export interface Draw extends Random {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Draws `count` different items in random order. */
  sample<T>(items: readonly T[], count: number): T[];
  /** Draws `count` different colours other than black and those in `except`. */
  colours(count: number, except?: readonly number[]): number[];
}

export function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  const between = (low: number, high: number) => low + random.below(high - low + 1);
  const sample = <T>(items: readonly T[], count: number) =>
    random.shuffle([...items]).slice(0, count);
  return {
    ...random,
    between,
    chance: (probability) => random.float() < probability,
    pick: (items) => items[random.below(items.length)]!,
    sample,
    colours: (count, except = []) =>
      sample(
        [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((colour) => !except.includes(colour)),
        count,
      ),
  };
}
