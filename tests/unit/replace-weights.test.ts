import { expect, it } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { createOnnxBackend } from '../../src/compute/onnx/backend';
import { createSession } from '../../src/hrm/session';
import { after, before, secondSegment } from '../support/exchange';

it.each([
  ['cpu', () => Promise.resolve(createCpuBackend())],
  ['onnx', () => createOnnxBackend()],
])(
  'a session on %s with replaced weights thinks like a new session with these weights',
  async (_, open) => {
    const backend = await open();
    const wanted = await secondSegment(backend, after);
    expect(await secondSegment(backend, before)).not.toEqual(wanted);
    expect(await secondSegment(backend, before, after)).toEqual(wanted);
    backend.dispose();
  },
);

it('keeps its weights when others do not fit', async () => {
  const session = await createSession(createCpuBackend(), before, { batch: 1 });
  const tokens = new Uint32Array(16).fill(3);
  await session.begin(tokens);
  const wanted = await session.segment();
  const short = new Map(after.weights).set('model.inner.q_head.bias', new Float32Array(1));
  expect(() => session.replaceWeights(short)).toThrow('q_head.bias holds 2 numbers, not 1.');
  short.delete('model.inner.q_head.bias');
  expect(() => session.replaceWeights(short)).toThrow('has no tensor model.inner.q_head.bias');
  await session.begin(tokens);
  expect(await session.segment()).toEqual(wanted);
});
