/**
 * Seeded randomness. Everything the project generates (puzzles, augmentations, batches) draws from
 * here, so a seed is enough to reproduce a data set or a lesson.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), public domain: 128 bits of state, passes
 * the usual batteries, four additions a number. The seed is spread over the state by splitmix32.
 */
export interface Random {
  /** Uniform in [0, 2³²), as an unsigned 32-bit integer. */
  uint32(): number;
  /** Uniform in [0, 1). */
  float(): number;
  /** Uniform integer in [0, bound); `bound` must be a positive integer ≤ 2³². */
  below(bound: number): number;
  /** Fisher–Yates, in place; returns its argument. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T;
}

/** @param seed any number; it is truncated to 32 bits. */
export function createRandom(seed: number): Random {
  let s = seed | 0;
  const splitmix32 = () => {
    s = (s + 0x9e3779b9) | 0;
    let t = s ^ (s >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return t ^ (t >>> 15);
  };
  let a = splitmix32();
  let b = splitmix32();
  let c = splitmix32();
  let counter = 1;

  const uint32 = () => {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + out) | 0;
    return out >>> 0;
  };
  const float = () => uint32() / 4294967296;
  const below = (bound: number) => Math.floor(float() * bound);
  return {
    uint32,
    float,
    below,
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = below(i + 1);
        const held = items[i];
        (items as { [index: number]: unknown })[i] = items[j];
        (items as { [index: number]: unknown })[j] = held;
      }
      return items;
    },
  };
}

/** A draw from the standard normal distribution, by Box–Muller; 1 − u keeps the logarithm finite. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
}

/** Standard deviation of a standard normal distribution cut at ±2. */
const CUT_DEVIATION = 0.8796256610342398;

/** A draw from a normal distribution cut at two standard deviations, scaled to a deviation of 1. */
export function cutNormal(random: Random): number {
  for (;;) {
    const value = normal(random);
    if (Math.abs(value) <= 2) return value / CUT_DEVIATION;
  }
}
