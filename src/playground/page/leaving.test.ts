import { expect, test } from 'vitest';
import { wouldBeLost } from './leaving';

const kept = (step: number) => ({ kept: { step, bytes: 1, at: 1000 }, keepingProblem: null });
const nothing = { kept: null, keepingProblem: null };

test('asks before leaving only if something would be lost', () => {
  expect(wouldBeLost(nothing, 0, 9000)).toBe(false);
  expect(wouldBeLost(nothing, 5, 9000)).toBe(false);
  expect(wouldBeLost(nothing, 500, 9000)).toBe(true);
  // The next checkpoint is being written, and a lesson at rest is kept.
  expect(wouldBeLost(kept(5), 900, 7000)).toBe(false);
  expect(wouldBeLost(kept(900), 900, 1e6)).toBe(false);
  // The storage does not answer, or refuses it.
  expect(wouldBeLost(kept(5), 900, 12_000)).toBe(true);
  expect(wouldBeLost({ ...kept(5), keepingProblem: 'full' }, 6, 1001)).toBe(true);
  expect(wouldBeLost({ ...kept(6), keepingProblem: 'full' }, 6, 1001)).toBe(false);
});
