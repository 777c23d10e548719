import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BINS, calibrate, errorByChance, wilsonInterval } from './calibration';

test('Wilson intervals, as published tables have them', () => {
  const rounded = (right: number, count: number) =>
    wilsonInterval(right, count).map((bound) => bound.toFixed(4));
  expect(rounded(81, 263)).toEqual(['0.2553', '0.3662']);
  expect(rounded(0, 20)).toEqual(['0.0000', '0.1611']);
  expect(rounded(1, 29)).toEqual(['0.0061', '0.1718']);
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
});

test('an interval holds its share, lies in 0…1 and narrows with more puzzles', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (right, wrong) => {
      const count = right + wrong;
      if (count === 0) return;
      const [low, high] = wilsonInterval(right, count);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(right / count + 1e-12);
      expect(high).toBeGreaterThanOrEqual(right / count - 1e-12);
      const [lower, higher] = wilsonInterval(4 * right, 4 * count);
      expect(higher - lower).toBeLessThan(high - low);
    }),
  );
});

const logit = (share: number) => Math.log(share / (1 - share));

test('claims that are right as often as they say have no error', () => {
  const claims = Array.from({ length: 10 }, (_, index) => ({
    qHalt: logit(0.7),
    right: index < 7,
  }));
  const { bins, error } = calibrate(claims);
  expect(bins).toHaveLength(1);
  expect(bins[0]).toMatchObject({ count: 10, right: 0.7 });
  expect(error).toBeCloseTo(0, 12);
});

test('the error is the gap between the claimed and the actual share, weighted by the counts of the bins', () => {
  const claims = [
    ...Array.from({ length: 3 }, () => ({ qHalt: logit(0.95), right: false })),
    { qHalt: logit(0.25), right: true },
  ];
  const { bins, error, count } = calibrate(claims);
  expect(bins.map(({ from, to, count }) => [from, to, count])).toEqual([
    [0.2, 0.3, 1],
    [0.9, 1, 3],
  ]);
  expect(count).toBe(4);
  expect(error).toBeCloseTo((3 * 0.95 + 0.75) / 4, 12);
});

test('every claim is in one bin, even the surest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ qHalt: fc.float({ noNaN: true }), right: fc.boolean() })),
      (claims) => {
        const { bins, error } = calibrate(claims);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(claims.length);
        expect(bins.length).toBeLessThanOrEqual(BINS);
        for (const { from, to, predicted } of bins) {
          expect(predicted).toBeGreaterThanOrEqual(from - 1e-9);
          expect(predicted).toBeLessThanOrEqual(to + 1e-9);
        }
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('the error by chance is the mean over all outcomes of an exact head', () => {
  const bin = (count: number, predicted: number) => ({
    from: 0,
    to: 1,
    count,
    predicted,
    right: 0,
  });
  const byOutcomes = (n: number, p: number) => {
    let [sum, share] = [0, (1 - p) ** n];
    for (let k = 0; k <= n; k++) {
      sum += share * Math.abs(k / n - p);
      share *= ((n - k) / (k + 1)) * (p / (1 - p));
    }
    return sum;
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      (n, p) => {
        const found = errorByChance({ count: n, bins: [bin(n, p)] });
        expect(found).toBeCloseTo(byOutcomes(n, p), 10);
      },
    ),
  );
  // Half of it counts for a set of which the bin is half, and thousands do not overflow.
  const half = errorByChance({ count: 20, bins: [bin(10, 0.5)] });
  expect(half).toBeCloseTo(byOutcomes(10, 0.5) / 2, 12);
  const many = errorByChance({ count: 1e5, bins: [bin(1e5, 0.5)] });
  expect(many).toBeCloseTo(Math.sqrt(1 / (2 * Math.PI * 1e5)), 6);
  for (const sure of [0, 1]) expect(errorByChance({ count: 5, bins: [bin(5, sure)] })).toBe(0);
  expect(errorByChance({ count: 0, bins: [] })).toBe(0);
});
