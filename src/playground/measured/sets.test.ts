import { expect, test } from 'vitest';
import { fullMeasured } from '../../reasoning/measured.testing';
import { calibrated, deepest, pairFor, setsOf, solvedAfter, type SetShown } from './sets';

const full = fullMeasured();
const [easy, climbed] = setsOf(full) as [SetShown, SetShown];

test('a set has its title, its figures in one chain, and those in several', () => {
  expect(easy).toMatchObject({ id: 'easy', title: 'Easy', wide: [], again: null });
  expect(easy.about).toBe('28–40 givens, made by our generator');
  expect([easy.options, climbed.options]).toEqual(['--seed 1 --givens 28:40', null]);
  expect(climbed.one).toMatchObject({ chains: 1, count: 300 });
  expect(climbed.wide.map(({ chains, count }) => [chains, count])).toEqual([[8, 60]]);
  expect(climbed.again!.every).toBe(4);
  expect(climbed.again!.depths.map(({ chains }) => chains)).toEqual([1, 8]);
  expect(climbed.one.solved.map(({ share }) => share)).toEqual(full.segments.climbed.exact);
  expect(climbed.one.stop.segments).toBe(2.65);
  expect(climbed.one.calibration).toBe(full.segments.climbed.act.calibration);
});

test('uses the figures of any right answer, if there are such', () => {
  const { easy } = full.segments;
  const measured = {
    segments: {
      maze: {
        ...easy,
        valid: easy.exact.map(() => 1),
        valid_95: easy.exact.map(() => [0.99, 1] as const),
        act: { ...easy.act, valid: 0.5, valid_95: [0.4, 0.6] as const },
      },
    },
  };
  const { one } = setsOf(measured)[0]!;
  expect(one.solved[0]).toEqual({ share: 1, bounds: [0.99, 1] });
  expect(one.stop).toMatchObject({ share: 0.5, bounds: [0.4, 0.6] });
});

test('a file with few fields is shown by its ids, without intervals', () => {
  const set = { count: 3, exact: [0, 1], act: { mean_segments: 2, exact: 1 } };
  expect(setsOf({ segments: { few: set } })).toEqual([
    {
      id: 'few',
      title: 'few',
      options: null,
      about: null,
      one: {
        chains: 1,
        count: 3,
        solved: [
          { share: 0, bounds: null },
          { share: 1, bounds: null },
        ],
        stop: { segments: 2, share: 1, bounds: null },
        byLimit: [],
        calibration: null,
      },
      wide: [],
      again: null,
    },
  ]);
});

test('the strong line is the one nearest to the page’s number of chains', () => {
  const two = { ...climbed.wide[0]!, chains: 2 };
  const both: SetShown = { ...climbed, wide: [two, climbed.wide[0]!] };
  const chains = (numChains: number, set = both) => {
    const { strong, faint } = pairFor(set, numChains);
    return [strong.chains, faint?.chains ?? null];
  };
  expect([1, 2, 4, 8].map((numChains) => chains(numChains))).toEqual([
    [1, 8],
    [2, 1],
    [2, 1],
    [8, 1],
  ]);
  expect([1, 2, 8].map((numChains) => chains(numChains, easy))).toEqual([
    [1, null],
    [1, null],
    [1, null],
  ]);
});

test('beyond the measured segments the last figures are used', () => {
  expect(deepest([easy, climbed])).toBe(8);
  expect(solvedAfter(easy.one, 1).share).toBe(0.099);
  expect(solvedAfter(easy.one, 8)).toBe(solvedAfter(easy.one, 64));
});

test('the Q head is judged with the page’s number of chains, if measured', () => {
  const unknown: SetShown = { ...easy, one: { ...easy.one, calibration: null } };
  const counts = (numChains: number) =>
    calibrated([unknown, climbed], numChains).map(({ set, calibration }) => [
      set.id,
      calibration.count,
    ]);
  expect(counts(1)).toEqual([['climbed', 300]]);
  expect(counts(8)).toEqual([['climbed', 60]]);
});
