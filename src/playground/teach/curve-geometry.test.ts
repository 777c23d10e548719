import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, lossDomain, nearest, smoothed } from './curve-geometry';

const point = (loss: number, step = 1) => ({ step, loss, exact: 0 });

test('the loss axis contains every finite loss, and has an extent even for one', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true })), (losses) => {
      const [least, most] = lossDomain(losses.map((loss) => point(loss)));
      expect(least).toBeGreaterThan(0);
      expect(most / least).toBeGreaterThanOrEqual(3.99);
      for (const loss of losses) {
        expect(loss).toBeGreaterThanOrEqual(least);
        expect(loss).toBeLessThanOrEqual(most);
      }
    }),
  );
  expect(lossDomain([point(NaN), point(0), point(Infinity)])).toEqual([0.1, 10]);
});

test('a smoothed curve keeps its steps and stays within its values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { maxLength: 300 }),
      (losses) => {
        const points = losses.map((loss, step) => point(loss, step));
        const smooth = smoothed(points);
        expect(smooth.map(({ step }) => step)).toEqual(points.map(({ step }) => step));
        for (const { loss } of smooth) {
          expect(loss).toBeGreaterThanOrEqual(Math.min(...losses) - 1e-9);
          expect(loss).toBeLessThanOrEqual(Math.max(...losses) + 1e-9);
        }
      },
    ),
  );
  const steady = smoothed(Array.from({ length: 90 }, (_, step) => point(step < 45 ? 2 : 1, step)));
  expect([steady[44]!.loss, steady[45]!.loss, steady[47]!.loss]).toEqual([2, 5 / 3, 1]);
  // One step without a number must not destroy the rest of the curve.
  const broken = smoothed([point(1), point(NaN), point(3)]);
  expect(broken.map(({ loss }) => loss)).toEqual([1, NaN, 3]);
});

test('the nearest entry is the nearest', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
      fc.integer({ min: -10, max: 1010 }),
      (steps, step) => {
        const entries = steps.toSorted((a, b) => a - b).map((at) => ({ step: at }));
        const found = nearest(entries, step)!;
        const best = Math.min(...steps.map((at) => Math.abs(at - step)));
        expect(Math.abs(found.step - step)).toBe(best);
      },
    ),
  );
  expect(nearest([], 3)).toBeNull();
});

test('labels are moved apart only where they touch, and keep their order', () => {
  expect(apart(10, 40, 15, 90)).toEqual([10, 40]);
  expect(apart(10, 14, 15, 90)).toEqual([4.5, 19.5]);
  expect(apart(14, 10, 15, 90)).toEqual([19.5, 4.5]);
  expect(apart(10, 10, 15, 90)).toEqual([2.5, 17.5]);
  expect(apart(90, 90, 15, 90)).toEqual([75, 90]);
});
