import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandPath, depthScales, depthTicks, segmentAt, sharePath } from './depth-geometry';
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

test('the chosen segment is the one drawn nearest', () => {
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
