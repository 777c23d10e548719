import { expect, test } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import { createCpuBackend } from '../compute/cpu/backend';
import type { HrmConfig } from '../hrm/config';
import { rotaryTable } from '../hrm/positions';
import { createSession, type Carry } from '../hrm/session';
import { uploadModel } from '../hrm/tensors';
import { attentionRow } from './attention-row';
import { SegmentSteps } from './segment-steps';

const CONFIG = { H_cycles: 2, L_cycles: 2, H_layers: 2, L_layers: 2, pos_encodings: 'rope2d' };
const tokens = Uint32Array.from({ length: 16 }, (_, i) => i % 11);

async function open(settings: Partial<HrmConfig> = {}) {
  const model = tinyModel({ ...CONFIG, ...settings });
  const backend = createCpuBackend();
  const steps = await SegmentSteps.open(backend, uploadModel(backend, model));
  await steps.begin(tokens);
  return { model, backend, steps };
}

test.each([
  ['', {}],
  [' in a model that settles', { settling: 2 }],
])('the state after the last step gives the segment’s answer%s', async (_, settings) => {
  const { model, backend, steps } = await open(settings);
  const session = await createSession(backend, model, { batch: 1 });
  await session.begin(tokens);
  for (let segment = 1; segment <= 3; segment++) {
    if (segment > 1) await steps.advance();
    const result = await session.segment();
    const opened = await steps.steps(segment);
    expect(opened.map(({ level }) => level).join('')).toBe('LLHLLH');
    const { tokens: read, qHalt, confidence } = opened.at(-1)!.readings.slow;
    expect(read).toEqual(result.tokens);
    expect(qHalt).toBeCloseTo(result.qHalt[0]!, 5);
    expect(confidence[3]).toBeCloseTo(result.confidence[3]!, 5);
  }
});

test('readings before the last step', async () => {
  const { steps } = await open();
  await steps.advance();
  await steps.advance();
  // The preview needs only the last step.
  const opened = await steps.steps(3);
  const { preview } = opened.at(-2)!.readings;
  expect(preview.tokens).toEqual(opened.at(-1)!.readings.slow.tokens);
  // A step of the fast module does not change the slow state's answer.
  expect(opened[0]!.readings.slow.tokens).toEqual(opened[1]!.readings.slow.tokens);
});

test('going back and forth finds the same steps; refuses segments that were not reached', async () => {
  const { steps } = await open();
  await steps.advance();
  await steps.advance();
  const [second, third] = [await steps.steps(2), await steps.steps(3)];
  expect(await steps.steps(2)).toEqual(second);
  expect(await steps.steps(3)).toEqual(third);
  expect(steps.known).toBe(4);
  await expect(steps.steps(5)).rejects.toThrow('has not been reached');
  await steps.begin(tokens);
  await expect(steps.steps(2)).rejects.toThrow('has not been reached');
});

test('attention in an application starts from the input of its first layer', async () => {
  const { model, steps } = await open();
  const layers = await steps.look(1, 2);
  expect(layers.map((qkv) => qkv.length)).toEqual([16 * 24, 16 * 24]);
  const row = attentionRow(layers[1]!, rotaryTable(model.config), 2, 5, 16);
  expect(row.subarray(0, 16).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);

  // q of the first layer is the weight times z_H + z_L before the application.
  const session = await createSession(createCpuBackend(), tinyModel({ ...CONFIG, H_cycles: 1 }), {
    batch: 1,
  });
  await session.begin(tokens);
  const before: Carry = await session.carry();
  await session.segment();
  const { L: zL } = await session.carry();
  const weight = model.weights.get('model.inner.H_level.layers.0.self_attn.qkv_proj.weight')!;
  for (const [position, channel] of [
    [0, 0],
    [3, 9],
    [15, 23],
  ] as const) {
    let expected = 0;
    for (let i = 0; i < 8; i++) {
      const input = before.H[position * 8 + i]! + zL![position * 8 + i]!;
      expected += input * weight[channel * 8 + i]!;
    }
    expect(layers[0]![position * 24 + channel]).toBeCloseTo(expected, 3);
  }
});
