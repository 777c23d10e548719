import { expect, test } from 'vitest';
import type { Carry } from '../hrm/session';
import { addStateNoise, type Noise } from './noise';

/** Numbers of a state. */
const SIZE = 2000;
const NOISE: Noise = { sigma: 0.5, seed: 1, segment: 1 };

/** The states of `rows` rows, all of the same value, with noise. */
function noisy(
  rows: number,
  chains: number,
  noise: Partial<Noise> = {},
  value = 0,
): Required<Carry> {
  const state = () => new Float32Array(rows * SIZE).fill(value);
  const carry = { H: state(), L: state() };
  addStateNoise(carry, rows, chains, { ...NOISE, ...noise });
  return carry;
}

const row = (state: Float32Array, index: number) =>
  state.subarray(index * SIZE, (index + 1) * SIZE);

test('every chain except the first of each thought gets noise of the given deviation', () => {
  const { H: zH, L: zL } = noisy(8, 4, {}, 3);
  for (const state of [zH, zL]) {
    for (const at of [0, 4]) expect(new Set(row(state, at))).toEqual(new Set([3]));
    for (const at of [1, 2, 3, 5, 6, 7]) {
      const noise = Array.from(row(state, at), (value) => value - 3);
      const mean = noise.reduce((sum, value) => sum + value, 0) / SIZE;
      const variance = noise.reduce((sum, value) => sum + value ** 2, 0) / SIZE;
      // Five standard errors of the mean and of the variance of that many draws.
      expect(Math.abs(mean)).toBeLessThan(5 * (0.5 / Math.sqrt(SIZE)));
      expect(Math.abs(variance - 0.25)).toBeLessThan(5 * 0.25 * Math.sqrt(2 / SIZE));
      const within = noise.filter((value) => Math.abs(value) < 0.5).length / SIZE;
      expect(within).toBeCloseTo(0.683, 1);
    }
  }
});

test('noise depends on the seed, the chain and the segment, and on nothing else', () => {
  const { H: zH, L: zL } = noisy(4, 4);
  const wide = noisy(16, 8);
  for (const [state, wider] of [
    [zH, wide.H],
    [zL, wide.L],
  ] as const) {
    for (const chain of [0, 1, 2, 3]) {
      expect(row(wider, chain).join()).toBe(row(state, chain).join());
      expect(row(wider, 8 + chain).join()).toBe(row(state, chain).join());
    }
  }
  const seen = [
    ...[1, 2, 3].flatMap((chain) => [row(zH, chain), row(zL, chain)]),
    row(noisy(4, 4, { segment: 2 }).H, 1),
    row(noisy(4, 4, { seed: 2 }).H, 1),
    row(noisy(4, 4, { seed: 2, segment: 2 }).H, 1),
  ];
  expect(new Set(seen.map((state) => state[0])).size).toBe(seen.length);
});
