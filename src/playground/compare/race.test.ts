import { expect, test } from 'vitest';
import { parameterCount } from '../../hrm/parameters';
import { LESSONS } from '../../training/lessons';
import { blankIn } from '../../training/lessons/blank';
import type { EntrantFacts, Reading } from '../../worker/experiment-protocol';
import { EXPERIMENTS } from './experiments';
import { placesOf, racePath, raceScales, reached } from './race';

const config = LESSONS['scratch-4'].blank!;
const facts = (id: string, stepFlops: number): EntrantFacts => ({
  id,
  config,
  parameters: 1,
  stepFlops,
});
const reading = (step: number, ...exact: number[]): Reading => ({
  entrant: 'a',
  loss: 1,
  evalResult: { step, puzzles: 64, exact, cell: exact },
});

test('by operations, a more expensive model gets fewer steps for the same cost', () => {
  const readings = [reading(0, 0, 0), reading(10, 0.25, 0.5)];
  const [cheap, dear] = [facts('cheap', 10), facts('dear', 40)];
  expect(placesOf(readings, cheap, 'steps')).toEqual([
    { x: 0, share: 0 },
    { x: 10, share: 0.5 },
  ]);
  expect(placesOf(readings, dear, 'operations')[1]).toEqual({ x: 400, share: 0.5 });
  const scales = raceScales([cheap, dear], 10, 'operations', {
    left: 0,
    right: 100,
    top: 0,
    bottom: 50,
  });
  expect(racePath(placesOf(readings, dear, 'operations'), scales)).toBe('M0,50L100,25');
  expect(racePath(placesOf(readings, cheap, 'operations'), scales)).toBe('M0,50L25,25');
});

test('the result has its interval', () => {
  expect(reached([])).toBeNull();
  const { share, bounds } = reached([reading(0, 0, 0), reading(10, 0.25, 0.5)])!;
  expect(share).toBe(0.5);
  expect(bounds[0]).toBeCloseTo(0.38, 2);
  expect(bounds[1]).toBeCloseTo(0.62, 2);
});

test.each(EXPERIMENTS)('every model of “$title” is possible', ({ entrants }) => {
  const configs = entrants(config).map(({ blank }) => blankIn(config, blank));
  expect(configs.length).toBeGreaterThan(2);
  for (const each of configs) expect(parameterCount(each)).toBeLessThan(2e6);
});
