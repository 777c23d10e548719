import { expect, test } from 'vitest';
import { DivergenceMonitor } from './divergence-monitor';

const see = (losses: readonly number[], norm = 1) => {
  const watch = new DivergenceMonitor();
  const told = losses.map((loss, step) => watch.see({ loss, norm, step: step + 1 }));
  return { told: told.findIndex((problem) => problem !== null) + 1, watch };
};

test('noise and a plateau are no divergence', () => {
  const noisy = Array.from(
    { length: 500 },
    (_, i) => 1 + 0.5 * Math.sin(i) + (i % 50 === 0 ? 4 : 0),
  );
  expect(see(noisy).told).toBe(0);
  expect(see(noisy).watch.isWell).toBe(true);
});

test('a loss that keeps climbing is one, soon but not at once', () => {
  const climbing = [...Array<number>(100).fill(0.5), ...Array<number>(100).fill(6)];
  const { told, watch } = see(climbing);
  expect(told).toBeGreaterThan(102);
  expect(told).toBeLessThan(120);
  expect(watch.isWell).toBe(false);
});

test('a loss that is not a number is one at once', () => {
  expect(see([1, 1, NaN]).told).toBe(3);
  expect(see([1], Infinity).told).toBe(1);
});
