import { expect, test } from 'vitest';
import { median, timeRuns } from './time-runs';

/** Runs that take these milliseconds of a clock, one after the other. */
function runsOf(...taken: number[]) {
  let now = 0;
  let next = 0;
  const run = () => {
    now += taken[next++]!;
    return Promise.resolve();
  };
  return { run, clock: () => now, made: () => next };
}

test('warm-ups do not count, and several things are run in turn', async () => {
  const { run, clock } = runsOf(9, 8, 1, 2, 3, 4);
  const counts = { warmups: 1, most: 2, clock };
  expect(await timeRuns([run, run], counts)).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

test('a warm-up that is too long counts, and the smallest number of rounds is always run', async () => {
  const once = runsOf(50);
  const counts = { warmups: 1, most: 9, within: 0, clock: once.clock };
  expect(await timeRuns([once.run], counts)).toEqual([[50]]);
  expect(once.made()).toBe(1);
  const thrice = runsOf(50, 40, 30);
  const least = { ...counts, least: 3, clock: thrice.clock };
  expect(await timeRuns([thrice.run], least)).toEqual([[50, 40, 30]]);
});

test('the median is a value of the list', () => {
  expect(median([5, 1, 9])).toBe(5);
  expect(median([4, 2])).toBe(4);
});
