import { expect, test } from 'vitest';
import { oneLine } from './one-line';

test('a message is one short line without control characters', () => {
  expect(oneLine('one\n  two')).toBe('one two');
  expect(oneLine('a tensor \u001b[2J\u0007 \u202egnorw')).toBe(
    'a tensor \ufffd[2J\ufffd \ufffdgnorw',
  );
  expect(oneLine('x'.repeat(300_000))).toHaveLength(601);
});
