import { expect, test } from 'vitest';
import { RATES } from '../compute/training-ops';
import { learningRateAt, ratesAt, segmentsAt } from './schedule';
import { DEFAULT_SETTINGS } from './settings';

const settings = { ...DEFAULT_SETTINGS, learningRate: 1, warmup: 10, steps: 100, finalRate: 0.1 };

test('the rate rises, falls to its final value, and stays there', () => {
  expect(learningRateAt(0, settings)).toBeCloseTo(0.1, 3);
  expect(learningRateAt(9, settings)).toBeGreaterThan(0.97);
  expect(learningRateAt(50, settings)).toBeCloseTo(0.55, 6);
  expect(learningRateAt(100, settings)).toBeCloseTo(0.1, 6);
  expect(learningRateAt(1e6, settings)).toBeCloseTo(0.1, 6);
  const rates = Array.from({ length: 90 }, (_, i) => learningRateAt(10 + i, settings));
  expect(rates).toEqual(rates.toSorted((a, b) => b - a));
});

test('the limit doubles from one segment to all of them', () => {
  const grown = (segments: number) =>
    Array.from({ length: 100 }, (_, step) =>
      segmentsAt(step, { segments, growth: 0.6, steps: 100 }),
    );
  expect([...new Set(grown(8))]).toEqual([1, 2, 4, 8]);
  expect(grown(8).indexOf(2)).toBe(20);
  expect(grown(8).indexOf(8)).toBe(60);
  expect([...new Set(grown(6))]).toEqual([1, 2, 4, 6]);
  expect([...new Set(grown(1))]).toEqual([1]);
  expect(segmentsAt(0, { segments: 8, growth: 0, steps: 100 })).toBe(8);
});

test('a young average follows faster, bias corrections count steps from one', () => {
  const at = (step: number, name: (typeof RATES)[number]) =>
    ratesAt(step, { ...settings, emaDecay: 0.99 })[RATES.indexOf(name)]!;
  expect(at(0, 'emaDecay')).toBeCloseTo(0.1, 6);
  expect(at(5000, 'emaDecay')).toBeCloseTo(0.99, 6);
  expect(at(0, 'correction1')).toBeCloseTo(0.1, 6);
  expect(at(1, 'correction2')).toBeCloseTo(1 - 0.95 ** 2, 6);
});
