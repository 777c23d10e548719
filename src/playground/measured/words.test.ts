import { expect, test } from 'vitest';
import { fullMeasured } from '../../reasoning/measured.testing';
import { calibrated, setsOf } from './sets';
import {
  between,
  meanWords,
  moment,
  offBy,
  otherWaysWords,
  qLearningWords,
  percent,
  readAloud,
  readCalibrationAloud,
  stopWords,
  tenth,
  withBounds,
} from './words';

const sets = setsOf(fullMeasured());

test('gives shares to a tenth, but never 0 or 100 % for others', () => {
  expect([0, 0.083, 0.5, 0.9996, 0.0004, 1].map(percent)).toEqual([
    '0 %',
    '8.3 %',
    '50.0 %',
    '99.96 %',
    '0.04 %',
    '100 %',
  ]);
  expect(between([0.921, 0.9514])).toBe('92.1–95.1');
  expect(withBounds({ share: 0.5, bounds: [0.4, 0.6] })).toBe('50.0 % (40.0–60.0)');
  expect(withBounds({ share: 0.5, bounds: null })).toBe('50.0 %');
});

test('names the segment of the figures and the reason', () => {
  const limited = (limit: number) => ({ limit, limitIs: 'the ACT limit' });
  expect(moment(4, limited(4), 16)).toBe('After 4 segments, the ACT limit');
  expect(moment(1, limited(4), 16)).toBe('After 1 segment');
  expect(moment(16, limited(32), 16)).toBe(
    'After 16 segments, as long as was measured; the ACT limit is 32',
  );
});

test('reads out the figures of every set', () => {
  expect(readAloud(sets, 2, 1)).toBe('2 segments of 8: Easy 49.5 %, Climbed 20.0 %');
  expect(readAloud(sets, 2, 8)).toBe('2 segments of 8: Easy 49.5 %, Climbed in 8 chains 40.0 %');
  expect(stopWords(sets[0]!.one)).toBe('96.0 % after 2.6');
});

test('explains a ring above its curve with the set where the gap is largest', () => {
  const withStop = (segments: number, share: number) =>
    sets.map((set) => ({ ...set, one: { ...set.one, stop: { segments, share, bounds: null } } }));
  // Easy is right 49.5 % of the time after 2 segments, Climbed 20 %.
  expect(meanWords(withStop(1.6, 0.6))).toMatch(
    /up to segment 8\..* as for Climbed: 60\.0 % after 1\.6 on average, where the curve has 20\.0 % after 2\.$/,
  );
  expect(meanWords(withStop(1.6, 0.1))).toBeNull();
});

test('the gain of starting over and of several chains', () => {
  const ways = {
    title: 'Hard',
    segments: 2,
    plain: 0.2,
    startingOver: 0.25,
    wide: { chains: 8, share: 0.6 },
  };
  expect(otherWaysWords(ways)).toBe(
    'Of the puzzles called Hard, thinking on solves 20.0 % in 2 segments, starting over 25.0 %, 8 chains at once 60.0 %.',
  );
  expect(otherWaysWords({ ...ways, segments: 1, startingOver: null, wide: null })).toBe(
    'Of the puzzles called Hard, thinking on solves 20.0 % in 1 segment.',
  );
});

test('how the model learned when to stop', () => {
  expect(qLearningWords({ gamma: 0.98, count: 1000, within: 0.2, error: 0.004 })).toBe(
    'It stops when halting is worth more than thinking on, minus 2.0 % for the next segment. This price was chosen on 1,000 separate puzzles, where stopping costs at most 0.2 of a point.',
  );
});

test('how sure it was, and how right', () => {
  expect(tenth(9)).toBe('90–100 %');
  const [easy] = calibrated(sets, 1);
  expect(offBy(easy!.calibration)).toBe('off by 5.6 points, 0.8 by chance');
  expect(readCalibrationAloud([easy!], 9)).toBe('90–100 % sure: Easy 100 % right of 960');
  expect(readCalibrationAloud([easy!], 5)).toBe('50–60 % sure: Easy no answers');
});
