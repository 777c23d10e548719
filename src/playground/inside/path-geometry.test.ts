import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitSquare, nearestStop, roomFor, stopsOf } from './path-geometry';

test('a segment stops at the last of its slow states', () => {
  const of = (count: number) => ({ products: Array.from({ length: count }, () => [1]) });
  expect(stopsOf([of(2), of(2), of(1)])).toEqual([1, 3, 4]);
  expect(stopsOf([])).toEqual([]);
});

test('everything fits, and both directions have the same scale', () => {
  const value = fc.float({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (places) => {
      const { x, y, unit } = fitSquare(places, 400, 236, 20);
      for (const [a, b] of places) {
        expect(x(a)).toBeGreaterThan(19);
        expect(x(a)).toBeLessThan(381);
        expect(y(b)).toBeGreaterThan(19);
        expect(y(b)).toBeLessThan(217);
      }
      expect(x(1) - x(0)).toBeCloseTo(y(0) - y(1), 3);
      expect(unit.pixels).toBeCloseTo(unit.length * (x(1) - x(0)), 3);
      expect(unit.pixels).toBeLessThanOrEqual(100);
    }),
  );
});

test('picks the closest stop within reach', () => {
  const stops = [
    [0, 0],
    [10, 0],
    [10, 4],
  ] as const;
  expect(nearestStop(stops, 9, 3, 24)).toBe(2);
  expect(nearestStop(stops, 2, 1, 24)).toBe(0);
  expect(nearestStop(stops, 100, 100, 24)).toBeNull();
});

test('writes numbers only where they fit', () => {
  const stops = [
    [0, 0],
    [5, 0],
    [50, 0],
    [90, 0],
    [95, 40],
  ] as const;
  // The first one's number would cover the second stop, that of the fourth the number at 88.
  expect(roomFor(stops, null)).toEqual([1, 2, 3, 4]);
  expect(roomFor(stops, [88, 1])).toEqual([1, 2, 4]);
  expect(roomFor([], null)).toEqual([]);
});
