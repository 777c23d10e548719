import { expect, test } from 'vitest';
import { createCpuBackend } from './cpu/backend';
import { selfTest } from './self-test';
import type { TrainingBackend } from './training-ops';

/** A backend that computes correctly, except that it reads one tensor back wrongly. */
function liar(tensor: string, lie: (value: number) => number): TrainingBackend {
  const cpu = createCpuBackend();
  return {
    ...cpu,
    async recordTraining(build, reads = []) {
      const program = await cpu.recordTraining(build, reads);
      const spoilt = reads.findIndex(({ name }) => name === tensor);
      return {
        ...program,
        run: async () =>
          (await program.run()).map((data, index) => (index === spoilt ? data.map(lie) : data)),
      };
    },
  };
}

test('a backend that computes correctly passes, in thinking and in learning', async () => {
  const reference = createCpuBackend();
  expect(await selfTest(createCpuBackend({ precision: 'f64' }), reference, false)).toBeNull();
  expect(await selfTest(createCpuBackend({ precision: 'f64' }), reference, true)).toBeNull();
});

test.each([
  ['logits', (value: number) => value * 1.01, 'logits is wrong by 1.0 %'],
  ['d qkv', () => 0, 'd qkv is wrong by 1.0e+2 %'],
  ['confidence', () => NaN, 'confidence is not finite'],
  ['norm', () => Infinity, 'norm is not finite'],
  ['loss', (value: number) => value * 1.01, 'loss is wrong by 1.0 %'],
  ['weights by AdamW', (value: number) => value * 1.01, 'weights by AdamW is wrong by 1.0 %'],
  ['weights by Muon', () => NaN, 'weights by Muon is not finite'],
])('wrong numbers in %s are named', async (tensor, lie, problem) => {
  expect(await selfTest(liar(tensor, lie), createCpuBackend(), true)).toBe(problem);
});
