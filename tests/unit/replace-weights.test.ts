import { expect, it } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { createOnnxBackend } from '../../src/compute/onnx/backend';
import type { HrmModel } from '../../src/hrm/parameters';
import { createSession } from '../../src/hrm/session';
import { tinyModel } from '../support/tiny-model';

const config = { pos_encodings: 'learned+rope', puzzle_emb_ndim: 12, num_puzzle_identifiers: 2 };
const [before, after] = [tinyModel(config, 1), tinyModel(config, 2)];
const tokens = Uint32Array.from({ length: 16 }, (_, i) => i % 11);

async function twoSegments(backend: Backend, model: HrmModel, exchange?: HrmModel) {
  const session = await createSession(backend, model, { batch: 1, logits: true });
  const identifiers = Uint32Array.of(1);
  if (exchange !== undefined) {
    await session.begin(tokens, identifiers);
    await session.segment();
    session.replaceWeights(exchange.weights);
  }
  await session.begin(tokens, identifiers);
  await session.segment();
  return await session.segment();
}

it.each([
  ['cpu', () => Promise.resolve(createCpuBackend())],
  ['onnx', () => createOnnxBackend()],
])('a session on %s thinks with other weights as if it had opened with them', async (_, open) => {
  const backend = await open();
  const wanted = await twoSegments(backend, after);
  expect(await twoSegments(backend, before)).not.toEqual(wanted);
  expect(await twoSegments(backend, before, after)).toEqual(wanted);
  backend.dispose();
});

it('keeps its weights when others do not fit', async () => {
  const session = await createSession(createCpuBackend(), before, { batch: 1 });
  await session.begin(tokens);
  const wanted = await session.segment();
  const short = new Map(after.weights).set('model.inner.q_head.bias', new Float32Array(1));
  expect(() => session.replaceWeights(short)).toThrow('q_head.bias holds 2 numbers, not 1.');
  short.delete('model.inner.q_head.bias');
  expect(() => session.replaceWeights(short)).toThrow('has no tensor model.inner.q_head.bias');
  await session.begin(tokens);
  expect(await session.segment()).toEqual(wanted);
});
