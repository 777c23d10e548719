import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrate } from '../../reasoning/calibration';
import { binIn, dotsOf, reliabilityScales, tenthAt } from './reliability-geometry';

const scales = reliabilityScales({ left: 20, right: 120, top: 10, bottom: 110 });
const claims = fc.array(
  fc.record({ qHalt: fc.double({ min: -20, max: 20, noNaN: true }), right: fc.boolean() }),
  { minLength: 1, maxLength: 200 },
);

test('a dot is at its predicted and actual share, within its interval', () => {
  fc.assert(
    fc.property(claims, (claims) => {
      const calibration = calibrate(claims);
      const dots = dotsOf(calibration, scales);
      expect(dots.map(({ bin }) => bin)).toEqual(calibration.bins);
      for (const { bin, x, y, high, low } of dots) {
        expect(x).toBeCloseTo(20 + 100 * bin.predicted);
        expect(y).toBeCloseTo(110 - 100 * bin.right);
        expect(high).toBeLessThanOrEqual(y + 1e-6);
        expect(low).toBeGreaterThanOrEqual(y - 1e-6);
      }
    }),
  );
});

test('areas are proportional to counts, down to the smallest visible dot', () => {
  const bin = (from: number, count: number) => ({
    from,
    to: from + 0.1,
    count,
    predicted: from,
    right: 1,
  });
  const bins = [bin(0.1, 1), bin(0.5, 199), bin(0.9, 800)];
  const [least, quarter, most] = dotsOf({ count: 1000, bins, error: 0 }, scales);
  expect(most!.r ** 2 / quarter!.r ** 2).toBeCloseTo(800 / 199);
  expect(least!.r).toBe(1.5);
});

test('a position is in one tenth, and a tenth has its own claims', () => {
  expect([-5, 20, 29.9, 30.1, 119, 120, 200].map((place) => tenthAt(scales, place))).toEqual([
    0, 0, 0, 1, 9, 9, 9,
  ]);
  fc.assert(
    fc.property(claims, (claims) => {
      const calibration = calibrate(claims);
      const found = Array.from({ length: 10 }, (_, tenth) => binIn(calibration, tenth));
      expect(found.filter((bin) => bin !== null)).toEqual(calibration.bins);
      found.forEach((bin, tenth) => {
        if (bin !== null) expect(bin.from).toBeCloseTo(tenth / 10);
      });
    }),
  );
});
