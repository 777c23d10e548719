import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TINY_CONFIG, tinyModel } from '../../tests/support/tiny-model';
import { parameterSpecs } from '../hrm/parameters';
import { assembleModel, parseConfigText, serializeModel } from './model-folder';
import { readSafetensors, writeSafetensors, type WritableTensor } from './safetensors';

const model = tinyModel();
const TENSORS: ReadonlyMap<string, WritableTensor> = new Map(
  parameterSpecs(model.config).map(({ name, shape }) => [
    name,
    { shape, data: model.weights.get(name)! },
  ]),
);

/** The tiny model's weights file, after a change to its tensors. */
function weights(change: (tensors: Map<string, WritableTensor>) => void = () => {}) {
  const tensors = new Map(TENSORS);
  change(tensors);
  return writeSafetensors(tensors, 'F32');
}

const renamed = (rename: (name: string) => string) =>
  writeSafetensors(new Map([...TENSORS].map(([name, tensor]) => [rename(name), tensor])), 'F32');

describe('a model folder', () => {
  it.each(['F32', 'F16'] as const)('comes back unchanged from %s files', (dtype) => {
    const files = serializeModel(model, dtype);
    const loaded = assembleModel(parseConfigText(files.config), files.weights);
    expect(loaded).toEqual({ ...model, dtypes: [dtype], ignored: [] });
  });

  it('keeps learned positions and puzzle embeddings', () => {
    const full = tinyModel({
      pos_encodings: 'learned+rope2d',
      puzzle_emb_ndim: 12,
      num_puzzle_identifiers: 3,
    });
    const files = serializeModel(full, 'F32');
    expect(assembleModel(JSON.parse(files.config), files.weights)).toMatchObject(full);
    expect(readSafetensors(files.weights).metadata).toEqual({ format: 'pt' });
  });

  it('reads a checkpoint in the official naming', () => {
    const folder = new URL('../../tests/fixtures/official-rope/', import.meta.url);
    const config = readFileSync(new URL('config.json', folder), 'utf8');
    const bytes = readFileSync(new URL('model.safetensors', folder));
    const loaded = assembleModel(parseConfigText(config), bytes);
    expect(loaded.config).toMatchObject({ hidden_size: 64, pos_encodings: 'rope' });
    expect(loaded.ignored).toEqual([]);
    expect(loaded.weights.get('model.inner.puzzle_emb.weights')).toHaveLength(3 * 64);
  });

  it('drops `_orig_mod.`, in front or inside', () => {
    const files = [
      renamed((name) => `_orig_mod.${name}`),
      renamed((name) => name.replace('inner.', 'inner._orig_mod.')),
      renamed((name) => name.replace(/^model\./, '_orig_mod.model._orig_mod.')),
    ];
    for (const file of files)
      expect(assembleModel(TINY_CONFIG, file).weights).toEqual(model.weights);
  });

  it('leaves out tensors that do not belong to an HRM, and names them', () => {
    const extra = { shape: [1], data: Float32Array.of(NaN) };
    const file = weights((tensors) =>
      tensors.set('optimizer.step', extra).set('model.inner.rotary_emb.cos_cached', extra),
    );
    const loaded = assembleModel(TINY_CONFIG, file);
    expect(loaded.ignored).toEqual(['optimizer.step', 'model.inner.rotary_emb.cos_cached']);
    expect(loaded.weights).toEqual(model.weights);
  });

  const qkv = 'model.inner.H_level.layers.0.self_attn.qkv_proj.weight';
  const one = { shape: [1], data: Float32Array.of(1) };
  it.each<[string, Uint8Array, RegExp]>([
    [
      'a missing tensor',
      weights((tensors) => tensors.delete(qkv)),
      /^Tensor model\.inner\.H_level\.layers\.0\.self_attn\.qkv_proj\.weight \[24, 8\] is missing\.$/,
    ],
    [
      'names without their prefix',
      renamed((name) => name.replace('model.inner.', '')),
      /Tensor model\.inner\.H_init \[8\] is missing; the file has H_init, under another prefix/,
    ],
    [
      'a wrong shape',
      weights((tensors) => tensors.set(qkv, { ...tensors.get(qkv)!, shape: [8, 24] })),
      /qkv_proj\.weight has shape \[8, 24\], but the config asks for \[24, 8\]/,
    ],
    [
      'a number that is none',
      weights((tensors) => {
        const data = TENSORS.get(qkv)!.data.slice();
        data[11] = NaN;
        tensors.set(qkv, { shape: [24, 8], data });
      }),
      /qkv_proj\.weight holds NaN at \[1, 3\]/,
    ],
    [
      'a tensor stored twice',
      weights((tensors) => tensors.set(`_orig_mod.${qkv}`, tensors.get(qkv)!)),
      /qkv_proj\.weight is stored twice/,
    ],
    [
      'layers that the config does not have',
      weights((tensors) => tensors.set(qkv.replace('layers.0', 'layers.1'), one)),
      /H_level\.layers\.1\..* has no place in a model with H_layers = 1;/,
    ],
    [
      'positions that the config does not have',
      weights((tensors) => tensors.set('model.inner.embed_pos.embedding_weight', one)),
      /embed_pos.* has no place in a model with pos_encodings = "rope"/,
    ],
    [
      'puzzle embeddings that the config does not have',
      weights((tensors) => tensors.set('model.inner.puzzle_emb.weights', one)),
      /puzzle_emb.* has no place in a model with puzzle_emb_ndim = 0/,
    ],
  ])('refuses %s', (_, file, message) => {
    expect(() => assembleModel(TINY_CONFIG, file)).toThrow(message);
  });

  it('refuses a config that is no JSON or no HRM', () => {
    expect(() => parseConfigText('{"seq_len": 16,}')).toThrow(/config\.json is not valid JSON: /);
    expect(() => assembleModel({ ...TINY_CONFIG, num_heads: 3 }, weights())).toThrow(/num_heads/);
    expect(() => assembleModel(null, weights())).toThrow(/config\.json is not a usable HRM config/);
  });

  it('refuses to write a model that has diverged', () => {
    const broken = { ...model, weights: new Map(model.weights) };
    broken.weights.set('model.inner.q_head.bias', Float32Array.of(0, Infinity));
    expect(() => serializeModel(broken, 'F32')).toThrow(/q_head\.bias holds Infinity at \[1\]/);
  });
});
