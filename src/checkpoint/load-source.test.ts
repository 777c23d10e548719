import { expect, test } from 'vitest';
import { parseConfig } from '../hrm/config';
import { TINY } from '../hrm/testing';
import { blankModel } from '../training/initial-weights';
import { loadSource } from './load-source';
import { sourceKey, type ModelSource } from './model-source';

const model = blankModel(parseConfig({ ...TINY, vocab_size: 6, seq_len: 16 }), {
  seed: 1,
  qContinue: false,
});
const source: ModelSource = { name: 'tiny', memory: { ...model, version: '1' } };

test('other cycles are another model with the same weights', async () => {
  const cycles = { H_cycles: 3, L_cycles: 4 };
  const { model: turned } = await loadSource({ ...source, cycles });
  expect(turned.config).toEqual({ ...model.config, ...cycles });
  expect(turned.weights).toBe(model.weights);
  expect(sourceKey({ ...source, cycles })).not.toBe(sourceKey(source));
  expect((await loadSource(source)).model.config).toEqual(model.config);
});

test('cycles that no device could run are refused by name', async () => {
  const cycles = { H_cycles: 10_000, L_cycles: 10_000 };
  await expect(loadSource({ ...source, cycles })).rejects.toThrow('_cycles');
});
