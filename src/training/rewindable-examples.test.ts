import { expect, test } from 'vitest';
import { RewindableExamples } from './rewindable-examples';

test('repeats the examples since the mark, then gives new ones', () => {
  let count = 0;
  const counting = {
    next(tokens: Uint32Array, labels: Uint32Array, at: number) {
      count++;
      tokens.fill(count, at, at + 2);
      labels.fill(10 * count, at, at + 2);
      return count;
    },
  };
  const examples = new RewindableExamples(counting, 2);
  const deal = (): readonly number[] => {
    const [tokens, labels] = [new Uint32Array(4), new Uint32Array(4)];
    const identifier = examples.next(tokens, labels, 2, 0);
    expect([...tokens, ...labels]).toEqual([
      0,
      0,
      identifier,
      identifier,
      0,
      0,
      10 * identifier,
      10 * identifier,
    ]);
    return [identifier];
  };
  const dealt = (number: number) => Array.from({ length: number }, deal).flat();
  expect(dealt(3)).toEqual([1, 2, 3]);
  examples.rewind();
  expect(dealt(2)).toEqual([1, 2]);
  examples.mark();
  expect(dealt(3)).toEqual([3, 4, 5]);
  examples.rewind();
  examples.rewind();
  expect(dealt(4)).toEqual([3, 4, 5, 6]);
});
