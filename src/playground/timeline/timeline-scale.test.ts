import { expect, test } from 'vitest';
import { timelineScale } from './timeline-scale';

test('few segments stand evenly, of many the early ones have more room', () => {
  const few = timelineScale(16, [14, 334]);
  expect([0, 1, 8, 16].map((segment) => few(segment))).toEqual([14, 34, 174, 334]);
  const many = timelineScale(64, [14, 526]);
  expect([many(0), many(64)]).toEqual([14, 526]);
  const rooms = Array.from({ length: 64 }, (_, before) => many(before + 1) - many(before));
  expect(rooms).toEqual(rooms.toSorted((a, b) => b - a));
  // A quarter of the segments, and still a finger's width for the first.
  expect(many(16)).toBeGreaterThan(200);
  expect(rooms[0]).toBeGreaterThan(24);
});

test('a place on it is read back as its segment', () => {
  const scale = timelineScale(64, [14, 348]);
  for (let segment = 0; segment <= 64; segment++) {
    expect(Math.round(scale.invert(scale(segment)))).toBe(segment);
  }
});
