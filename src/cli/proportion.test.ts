import { expect, test } from 'vitest';
import { proportion } from './proportion';

test.each([
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i', (right, count, low, high) => {
  const got = proportion(right, count);
  expect(got.share).toBe(right / count);
  expect(got.low).toBeCloseTo(low, 4);
  expect(got.high).toBeCloseTo(high, 4);
});

test('a sample of 0 gives no information', () => {
  expect(proportion(0, 0)).toEqual({ right: 0, count: 0, share: 0, low: 0, high: 1 });
});
