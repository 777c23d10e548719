import { expect, test } from 'vitest';
import { growth, type Sample } from '../soak/growth';

const flat: Sample = {
  ...{ minutes: 0, heap: 20, nodes: 900, listeners: 100, workers: 3 },
  ...{ devices: 0, buffers: 0, memories: 2, wasm: 60, process: 300 },
};
const rounds = (grow: (round: number) => Partial<Sample>) =>
  Array.from({ length: 15 }, (_, round) => ({ ...flat, ...grow(round) }));

test('constant values, and values that grow only at the start, do not count as growth', () => {
  expect(growth(rounds(() => ({})))).toEqual([]);
  expect(growth(rounds((round) => ({ heap: 20 + Math.min(round, 3) * 5 })))).toEqual([]);
  expect(growth(rounds((round) => ({ heap: 20 + (round % 2) })))).toEqual([]);
});

test('anything that grows by one each round is reported', () => {
  expect(growth(rounds((round) => ({ buffers: round })))).toEqual([
    'buffers grew from 5.0 to 13.0',
  ]);
  expect(growth(rounds((round) => ({ memories: 2 + Math.floor(round / 6) })))).toHaveLength(1);
  expect(growth(rounds((round) => ({ heap: 20 + round })))).toHaveLength(1);
  expect(growth(rounds((round) => ({ nodes: 900 + 40 * round })))).toHaveLength(1);
  expect(growth([flat])).toEqual(['There are too few rounds to tell.']);
});
