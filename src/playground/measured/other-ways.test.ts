import { expect, test } from 'vitest';
import { fullMeasured } from '../../reasoning/measured.testing';
import { bestOtherWays } from './other-ways';
import { setsOf } from './sets';

const line = (...shares: number[]) => ({
  chains: 1,
  count: 100,
  solved: shares.map((share) => ({ share, bounds: null })),
  stop: { segments: 2, share: 0.5, bounds: null },
  byLimit: [],
  calibration: null,
});
const [first] = setsOf(fullMeasured());
const easy = { ...first!, one: line(0.5, 0.9, 0.95), wide: [], again: null };
const hard = {
  ...easy,
  title: 'Hard',
  one: line(0, 0.2, 0.25),
  wide: [{ ...line(0.1, 0.6), chains: 8 }],
  again: { every: 2, depths: [line(0, 0.2, 0.4)] },
};

test('picks the set where another way gains most, at a number measured for all ways', () => {
  expect(bestOtherWays([easy, hard])).toEqual({
    title: 'Hard',
    segments: 2,
    plain: 0.2,
    startingOver: 0.2,
    wide: { chains: 8, share: 0.6 },
  });
  expect(bestOtherWays([{ ...hard, wide: [] }, easy])).toEqual({
    title: 'Hard',
    segments: 3,
    plain: 0.25,
    startingOver: 0.4,
    wide: null,
  });
});

test('gives nothing if no other way was measured or gains anything', () => {
  expect(bestOtherWays([easy])).toBeNull();
  expect(bestOtherWays([{ ...hard, one: line(0.7, 0.7, 0.7) }])).toBeNull();
});
