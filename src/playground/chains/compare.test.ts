import { expect, test } from 'vitest';
import type { Frame } from '../../reasoning/trace';
import { chainsAt } from './compare';

/** A frame of chains that predict these tokens; chain `surest` answers. */
function wide(surest: number, ...all: number[][]): Frame {
  const chains = all.map((tokens, index) => ({
    tokens: Uint8Array.from(tokens),
    qHalt: index === surest ? 2 : index - 5,
    qContinue: 0,
    ...(index !== surest && { assumed: [2] }),
  }));
  const confidence = new Float32Array(3);
  return { ...chains[surest]!, confidence, milliseconds: 1, chains: { all: chains, surest } };
}

const trace = {
  input: Uint8Array.of(1, 1, 2),
  frames: [wide(0, [2, 2, 2], [3, 2, 2]), wide(1, [2, 3, 2], [3, 2, 2])],
};

test('compares each chain with its own past and with the one that answers', () => {
  expect(chainsAt(trace, 2)).toEqual([
    {
      ...{ tokens: Uint8Array.of(2, 3, 2), qHalt: -5, answers: false },
      ...{ changed: [1], differing: [0, 1], assumed: [2] },
    },
    {
      ...{ tokens: Uint8Array.of(3, 2, 2), qHalt: 2, answers: true },
      ...{ changed: [], differing: [], assumed: [] },
    },
  ]);
});

test('the first segment has no past', () => {
  expect(chainsAt(trace, 1)!.map(({ changed }) => changed)).toEqual([[], []]);
});

test('a single chain, a segment not yet thought and the puzzle itself have no chains', () => {
  const { chains, ...narrow } = trace.frames[0]!;
  expect(chains).toBeDefined();
  expect(chainsAt({ ...trace, frames: [narrow] }, 1)).toBeNull();
  expect(chainsAt(trace, 3)).toBeNull();
  expect(chainsAt(trace, 0)).toBeNull();
  expect(chainsAt(null, 1)).toBeNull();
});
