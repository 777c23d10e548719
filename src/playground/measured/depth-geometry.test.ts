import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bandPath,
  depthScales,
  depthTicks,
  labelHeights,
  segmentAt,
  sharePath,
} from './depth-geometry';
import type { Solved } from './sets';

const frame = { left: 28, right: 122, top: 20, bottom: 110 };
const shares = (...values: number[]): Solved[] =>
  values.map((share) => ({ share, bounds: [share * 0.9, share] as const }));

test('each doubling is one step to the right', () => {
  const { x, y } = depthScales(16, frame);
  expect([1, 2, 4, 8, 16].map((segment) => x(segment))).toEqual([28, 51.5, 75, 98.5, 122]);
  expect([0, 0.5, 1].map((share) => y(share))).toEqual([110, 65, 20]);
  expect(depthTicks(16)).toEqual([1, 2, 4, 8, 16]);
  expect(depthTicks(20)).toEqual([1, 2, 4, 8, 16]);
  expect(depthTicks(32)).toEqual([1, 4, 16]);
  expect(depthTicks(64)).toEqual([1, 4, 16, 64]);
  expect(depthTicks(1)).toEqual([1]);
});

test('the segment pointed at is the one drawn nearest', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 64 }),
      fc.double({ min: -50, max: 400, noNaN: true }),
      (segments, place) => {
        const scales = depthScales(segments, frame);
        const found = segmentAt(scales, place, segments);
        expect(found).toBeGreaterThanOrEqual(1);
        expect(found).toBeLessThanOrEqual(segments);
        const away = (segment: number) => Math.abs(scales.x(segment) - place);
        for (let other = 1; other <= segments; other++) {
          expect(away(found)).toBeLessThanOrEqual(away(other) + 1e-9);
        }
      },
    ),
  );
});

test('a line goes through its shares, and its band around it', () => {
  const scales = depthScales(4, frame);
  expect(sharePath(shares(0, 0.5, 0.5, 1), scales)).toBe('M28,110L75,65L102.5,65L122,20');
  expect(bandPath(shares(1, 1), scales)).toBe('M28,20L75,20L75,29L28,29Z');
  const unknown = { share: 1, bounds: null };
  expect(bandPath([unknown, unknown], scales)).toBe('');
});

test('labels stand clear of their lines and within the plot', () => {
  const rising = fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 })
    .map((values) => shares(...values.toSorted((a, b) => a - b)));
  fc.assert(
    fc.property(rising, rising, (one, other) => {
      const scales = depthScales(Math.max(one.length, other.length), frame);
      const [first, second] = labelHeights([one, other], scales);
      const [firstEnd, secondEnd] = [one, other].map((line) => scales.y(line.at(-1)!.share)) as [
        number,
        number,
      ];
      for (const [label, end] of [
        [first, firstEnd],
        [second, secondEnd],
      ] as const) {
        expect(label <= end - 6 || label >= end + 14).toBe(true);
        expect(label).toBeLessThanOrEqual(frame.bottom - 2);
      }
      // Right above its line, unless the other text, too, lies there.
      if (firstEnd < secondEnd) expect(first).toBe(Math.min(firstEnd - 6, second - 13));
      if (firstEnd < secondEnd && second > secondEnd) expect(first).toBe(firstEnd - 6);
      expect(Math.abs(first - second)).toBeGreaterThanOrEqual(13 - 1e-9);
    }),
  );
});

test('a text that has no room below its line stands over what lies beside it, too', () => {
  const scales = depthScales(64, frame);
  const low = shares(0, 0.04, 0.06, 0.07);
  const beside = shares(0, 0.04, 0.15, 0.26);
  const [lower, higher] = labelHeights([low, shares(0, 0.1, 0.3, 0.33)], scales, beside);
  expect(lower).toBeLessThanOrEqual(scales.y(0.26) - 6);
  expect(higher).toBeLessThanOrEqual(lower - 13);
});
