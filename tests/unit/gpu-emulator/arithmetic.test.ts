import { expect, test } from 'vitest';
import { createRandom } from '../../../src/puzzles/random';
import { createArithmetic } from '../../support/gpu-emulator/arithmetic';

const faults = { wrapped: () => undefined, outside: () => undefined };
const arithmetic = (seed: number, sums: 'nearest' | 'either' = 'nearest') =>
  createArithmetic({ seed, sums }, faults);

/** The distance between neighbouring f32 numbers around x. */
const unit = (x: number) => 2 ** (Math.floor(Math.log2(Math.abs(x))) - 23);

/** Largest error over many arguments and seeds, in units of what WGSL allows. */
function worst(
  compute: (a: ReturnType<typeof arithmetic>, x: number) => number,
  exact: (x: number) => number,
  allowed: (x: number, y: number) => number,
  [low, high]: readonly [number, number],
): number {
  const random = createRandom(5);
  let largest = 0;
  for (let i = 0; i < 4000; i++) {
    const x = Math.fround(low + (high - low) * random.float());
    const error = Math.abs(compute(arithmetic(i % 7), x) - exact(x));
    largest = Math.max(largest, error / allowed(x, exact(x)));
  }
  return largest;
}

const ulps = (count: number) => (_: number, y: number) => count * unit(y);
const expBound = (x: number, y: number) => (3 + 2 * Math.abs(x)) * unit(y);

test.each([
  ['exp', Math.exp, expBound, [-20, 20]],
  ['exp2', (x: number) => 2 ** x, expBound, [-20, 20]],
  ['log', Math.log, () => 2 ** -21, [0.5, 2]],
  ['log', Math.log, ulps(3), [2.1, 1000]],
  ['inverseSqrt', (x: number) => 1 / Math.sqrt(x), ulps(2), [1e-3, 1000]],
  ['sin', Math.sin, () => 2 ** -11, [-Math.PI, Math.PI]],
  ['cos', Math.cos, () => 2 ** -11, [-Math.PI, Math.PI]],
  ['tanh', Math.tanh, () => 1e-5, [-4, 4]],
  ['atan', Math.atan, ulps(4096), [-10, 10]],
] as const)(
  'the error of %s uses most of what WGSL allows and never exceeds it',
  (name, exact, bound, range) => {
    const largest = worst((a, x) => a[name](x), exact, bound, range);
    expect(largest).toBeLessThanOrEqual(1);
    expect(largest).toBeGreaterThan(0.7);
  },
);

test('the error of a quotient is at most 2.5 units in the last place', () => {
  const largest = worst(
    (a, x) => a.divide(1, x),
    (x) => 1 / x,
    ulps(2.5),
    [1, 9],
  );
  expect(largest).toBeLessThanOrEqual(1);
  expect(largest).toBeGreaterThan(0.7);
});

test('sums are rounded to the nearest number, or randomly up or down', () => {
  const [nearest, either] = [arithmetic(1), arithmetic(1, 'either')];
  const x = 1 + 2 ** -25;
  expect(nearest.round(x)).toBe(1);
  const drawn = Array.from({ length: 1000 }, () => either.round(1 / 3));
  const [below, above] = [Math.min(...drawn), Math.max(...drawn)];
  expect(below).toBeLessThan(1 / 3);
  expect(above).toBeGreaterThan(1 / 3);
  expect(above - below).toBe(unit(1 / 3));
  // An exact f32 does not change, and a number that is too small to be normal becomes 0.
  for (let i = 0; i < 1000; i++)
    expect(either.round(Math.fround(0.1 * i))).toBe(Math.fround(0.1 * i));
  expect(either.round(2 ** -127)).toBe(0);
});
