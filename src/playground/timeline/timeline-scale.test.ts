import { expect, test } from 'vitest';
import { timelineScale } from './timeline-scale';

test('few segments have equal space; of many the early ones have more', () => {
  const few = timelineScale(16, [14, 334]);
  expect([0, 1, 8, 16].map((segment) => few(segment))).toEqual([14, 34, 174, 334]);
  const many = timelineScale(64, [10, 322]);
  expect([many(0), many(64)]).toEqual([10, expect.closeTo(322, 6)]);
  const rooms = Array.from({ length: 64 }, (_, before) => many(before + 1) - many(before));
  rooms.slice(1).forEach((room, at) => expect(room).toBeLessThanOrEqual(rooms[at]! + 1e-9));
  // The first ones have a finger's width on the narrowest phone.
  expect(rooms[7]).toBeGreaterThan(24);
});

test('a position gives its segment back', () => {
  for (const most of [5, 16, 17, 64]) {
    const scale = timelineScale(most, [14, 348]);
    for (let segment = 0; segment <= most; segment++) {
      expect(Math.round(scale.invert(scale(segment)))).toBe(segment);
    }
  }
});
