import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { openInnerSession } from '../../src/hrm/inner-session';
import { uploadModel } from '../../src/hrm/tensors';
import { worstInnerDifference } from '../support/inner';
import { tinyModel } from '../support/tiny-model';

test('the steps of an inner session equal those of the thought', async () => {
  expect(await worstInnerDifference(createCpuBackend())).toBe(0);
});

test('a fresh thought begins with the initial states', async () => {
  const backend = createCpuBackend();
  const model = tinyModel();
  const session = await openInnerSession(backend, uploadModel(backend, model));
  const { H: zH, L: zL } = await session.begin(new Uint32Array(16));
  for (const [state, name] of [[zH, 'H_init'] as const, [zL!, 'L_init'] as const]) {
    const initial = model.weights.get(
      [...model.weights.keys()].find((key) => key.endsWith(name))!,
    )!;
    expect(state.length).toBe(16 * initial.length);
    state.forEach((value, index) => expect(value).toBe(initial[index % initial.length]));
  }
});

test('puzzles of another size or with unknown tokens are refused', async () => {
  const backend = createCpuBackend();
  const session = await openInnerSession(backend, uploadModel(backend, tinyModel()));
  await expect(session.begin(new Uint32Array(15))).rejects.toThrow('needs 16 tokens');
  await expect(session.begin(new Uint32Array(16).fill(11))).rejects.toThrow('knows 0…10');
  await expect(session.begin(new Uint32Array(16), 1)).rejects.toThrow('puzzle identifier');
});
