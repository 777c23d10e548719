import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stillsOf } from './stills';

test('shows all of a short thought, and a long one from its first to its last segment', () => {
  expect(stillsOf(0, 8)).toEqual([]);
  expect(stillsOf(1, 8)).toEqual([1]);
  expect(stillsOf(5, 8)).toEqual([1, 2, 3, 4, 5]);
  expect(stillsOf(16, 8)).toEqual([1, 2, 3, 4, 5, 7, 11, 16]);
});

test('stills are in order and end with the thought', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 2, max: 20 }), (all, most) => {
      const stills = stillsOf(all, most);
      expect(stills).toHaveLength(Math.min(all, most));
      expect([stills[0], stills.at(-1)]).toEqual([1, all]);
      expect(new Set(stills).size).toBe(stills.length);
      expect(stills).toEqual(stills.toSorted((a, b) => a - b));
    }),
  );
});
