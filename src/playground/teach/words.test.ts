import { expect, test } from 'vitest';
import { ago, bytes, clock, figure, large, speed } from './words';

test.each([
  [0.0012345, '0.00123'],
  [12.34, '12.3'],
  [4561.4, '4,561'],
  [NaN, 'not a number'],
])('figure %d is %s', (value, words) => expect(figure(value)).toBe(words));

test.each([
  [950, '950'],
  [12_345, '12,345'],
  [1_250_000, '1.25 million'],
  [3.4e9, '3.4 billion'],
  [7e16, '70,000 trillion'],
])('large %d is %s', (value, words) => expect(large(value)).toBe(words));

test.each([
  [900, '0.9 kB'],
  [4_210_000, '4.21 MB'],
  [1.5e9, '1.5 GB'],
])('bytes %d is %s', (value, words) => expect(bytes(value)).toBe(words));

test.each([
  [0, '0:00'],
  [32_999, '0:32'],
  [3_909_000, '1:05:09'],
])('clock %d is %s', (value, words) => expect(clock(value)).toBe(words));

test.each([
  [400, 'just now'],
  [3_000, '3 s ago'],
  [59 * 60_000, '59 min ago'],
  [5 * 3_600_000, '5 h ago'],
  [30 * 3_600_000, 'yesterday'],
  [72 * 3_600_000, '3 days ago'],
])('ago %d is %s', (value, words) => expect(ago(value)).toBe(words));

test('slow steps are given by their duration', () => {
  expect(speed(38.4)).toBe('38 steps/s');
  expect(speed(0.25)).toBe('4 s a step');
});
