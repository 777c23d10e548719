import { expect, test } from 'vitest';
import { slideByKey } from './sliderKeys';

test.each([
  ['ArrowRight', 5, 6],
  ['ArrowUp', 32, 32],
  ['ArrowLeft', 1, 1],
  ['ArrowDown', 5, 4],
  ['PageUp', 30, 32],
  ['PageDown', 3, 1],
  ['Home', 9, 1],
  ['End', 9, 32],
])('%s from %i goes to %i', (key, from, to) => {
  expect(slideByKey(key, from, 1, 32)).toBe(to);
});

test('ignores other keys', () => {
  expect(slideByKey('a', 5, 1, 32)).toBeNull();
});
