import { expect, test } from 'vitest';
import { savingOf } from './halting';
import type { Depth } from './sets';

const depth: Depth = {
  chains: 1,
  count: 10,
  solved: [0.2, 0.5, 0.8, 0.9].map((share) => ({ share, bounds: null })),
  stop: { segments: 2.1, share: 0.8, bounds: null },
  byLimit: [
    { segments: 1, share: 0.2 },
    { segments: 1.6, share: 0.5 },
    { segments: 1.9, share: 0.8 },
    { segments: 2.1, share: 0.8 },
  ],
  calibration: null,
};

test('gives the mean for a limit, and the cost of the same share without halting', () => {
  expect(savingOf(depth, 2)).toEqual({ segments: 1.6, share: 0.5, fixed: 2 });
  expect(savingOf(depth, 4)).toEqual({ segments: 2.1, share: 0.8, fixed: 3 });
  // A limit above the measured ones gives the last one.
  expect(savingOf(depth, 64)).toEqual({ segments: 2.1, share: 0.8, fixed: 3 });
});

test('halting can solve more than any fixed number, if more segments undo answers', () => {
  const better = { ...depth, byLimit: [{ segments: 1, share: 0.97 }] };
  expect(savingOf(better, 1)).toEqual({ segments: 1, share: 0.97, fixed: null });
});

test('gives nothing without measurements', () => {
  expect(savingOf({ ...depth, byLimit: [] }, 4)).toBeNull();
});
