import { expect, test } from 'vitest';
import type { InnerFrame } from '../../analysis/inspector';
import { pathOf, segmentTicks, twoClocks } from './geometry';

const frameOf = (levels: string, residuals: readonly number[]): InnerFrame => ({
  moves: residuals.map((residual, index) => ({ level: levels[index] as 'H' | 'L', residual })),
  participation: { H: 1, L: 1 },
  products: [],
});

test('each turn of the fast clock is a separate list, the slow clock is one list', () => {
  const { turns, slow } = twoClocks([
    frameOf('LLHLLH', [1, 0.5, 0.9, 0.8, 0.4, 0.7]),
    frameOf('LLHLLH', [0.3, 0.2, 0.1, 0.3, 0.1, 0]),
  ]);
  expect(turns.map((turn) => turn.map(({ residual }) => residual))).toEqual([
    ...[
      [1, 0.5],
      [0.8, 0.4],
      [0.3, 0.2],
      [0.3, 0.1],
    ],
  ]);
  expect(slow.map(({ residual }) => residual)).toEqual([0.9, 0.7, 0.1, 0]);
  expect(slow.map(({ at }) => at)).toEqual([0.5, 1, 1.5, 2]);
  expect(turns[0]!.map(({ at }) => at)).toEqual([1 / 6, 2 / 6]);
});

test('nothing seen draws nothing', () => {
  expect(twoClocks([])).toEqual({ turns: [], slow: [] });
  expect(pathOf([], Number, Number)).toBe('');
});

test('an axis names at most eight segments, whole ones', () => {
  expect(segmentTicks(3)).toEqual([1, 2, 3]);
  expect(segmentTicks(16)).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
  for (let segments = 1; segments <= 64; segments++) {
    const ticks = segmentTicks(segments);
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(8);
  }
});
