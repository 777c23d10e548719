import { expect, test } from 'vitest';
import { wouldBeLost } from './leaving';

const kept = (step: number) => ({ kept: { step, bytes: 1, at: 1000 }, keepingProblem: null });
const nothing = { kept: null, keepingProblem: null };

test('whoever leaves is asked only where something would be lost', () => {
  expect(wouldBeLost(nothing, 0, 9000)).toBe(false);
  expect(wouldBeLost(nothing, 5, 9000)).toBe(false);
  expect(wouldBeLost(nothing, 500, 9000)).toBe(true);
  // The next checkpoint is on its way, and a rested lesson is kept as it is.
  expect(wouldBeLost(kept(5), 900, 7000)).toBe(false);
  expect(wouldBeLost(kept(900), 900, 1e6)).toBe(false);
  // The storage does not answer, or does not take it.
  expect(wouldBeLost(kept(5), 900, 12_000)).toBe(true);
  expect(wouldBeLost({ ...kept(5), keepingProblem: 'full' }, 6, 1001)).toBe(true);
  expect(wouldBeLost({ ...kept(6), keepingProblem: 'full' }, 6, 1001)).toBe(false);
});
