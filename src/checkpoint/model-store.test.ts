import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshStorage, keysOf, overwrite } from '../../tests/support/fake-storage';
import { tinyModel } from '../../tests/support/tiny-model';
import { CheckpointError } from './error';
import { loadSource } from './load-source';
import { assembleModel } from './model-folder';
import { sourceKey } from './model-source';
import { openModelStore, type NewModel } from './model-store';

const model = tinyModel();
const mine = (changes: Partial<NewModel> = {}): NewModel => ({
  ...{
    name: 'mine',
    model,
    dtype: 'F32',
    note: { origin: 'lesson', lesson: 'scratch-4', steps: 9 },
  },
  ...changes,
});

beforeEach(freshStorage);
afterEach(() => vi.restoreAllMocks());

describe('the model store', () => {
  it('returns models bit for bit', async () => {
    const store = await openModelStore();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(),
          dtype: fc.constantFrom('F32' as const, 'F16' as const),
          pos_encodings: fc.constantFrom('rope', 'learned', 'learned+rope2d'),
          puzzle_emb_ndim: fc.constantFrom(0, 8, 12),
        }),
        async ({ seed, dtype, ...config }) => {
          const kept = tinyModel(config, seed);
          const saved = await store.put(mine({ model: kept, dtype }));
          expect(await store.load(saved.id)).toEqual({ ...kept, dtypes: [dtype], ignored: [] });
          await store.remove(saved.id);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('lists the summary of each, the newest first', async () => {
    const clock = vi.spyOn(Date, 'now');
    const store = await openModelStore();
    clock.mockReturnValue(1);
    const first = await store.put(mine({ measured: { exact: [0.5, 1] } }));
    clock.mockReturnValue(2);
    const second = await store.put(mine({ name: ' imported ', note: { origin: 'import' } }));
    const { entries, damaged } = await store.list();
    expect(damaged).toEqual([]);
    expect(entries).toEqual([second, first]);
    expect(second).toMatchObject({ name: 'imported', savedAt: 2, dtype: 'F32' });
    expect(first.measured).toEqual({ exact: [0.5, 1] });
    expect(first.note).toEqual({ origin: 'lesson', lesson: 'scratch-4', steps: 9 });
    expect(first.parameters).toBe([...model.weights.values()].reduce((n, w) => n + w.length, 0));
    expect(first).not.toHaveProperty('weights');
  });

  it('returns the file itself, ready to be saved on a disk', async () => {
    const store = await openModelStore();
    const { id, bytes } = await store.put(mine({ dtype: 'F16' }));
    const { weights, config } = (await store.get(id))!;
    expect(weights).toHaveLength(bytes);
    expect(assembleModel(config, weights)).toMatchObject(model);
    expect(await store.get('another')).toBeNull();
  });

  it('renames and removes', async () => {
    const store = await openModelStore();
    const { id } = await store.put(mine());
    await store.rename(id, ' yours ');
    expect((await store.get(id))!.name).toBe('yours');
    expect((await store.list()).entries[0]!.name).toBe('yours');
    await expect(store.rename(id, '  ')).rejects.toThrow('A saved model needs a name.');
    await expect(store.rename('another', 'x')).rejects.toThrow(/no longer keeps/);
    await store.remove(id);
    expect((await store.list()).entries).toEqual([]);
    expect(await keysOf('models')).toEqual([]);
    await expect(store.load(id)).rejects.toThrow(/no longer keeps the saved model/);
  });

  it('keeps no model that has diverged', async () => {
    const store = await openModelStore();
    const weights = new Map(model.weights).set('model.inner.q_head.bias', Float32Array.of(0, NaN));
    const broken = { config: model.config, weights };
    await expect(store.put(mine({ model: broken }))).rejects.toThrow(/q_head\.bias holds NaN/);
    expect((await store.list()).entries).toEqual([]);
  });

  it('says which model is damaged', async () => {
    const store = await openModelStore();
    const cut = await store.put(mine({ name: 'cut' }));
    const file = (await store.get(cut.id))!.weights;
    await overwrite('models', cut.id, { version: 1, weights: file.slice(0, 2000) });
    await expect(store.load(cut.id)).rejects.toThrow(CheckpointError);
    await expect(store.load(cut.id)).rejects.toThrow(
      /^The saved model cut is damaged: .*truncated/,
    );
    await overwrite('models', cut.id, undefined);
    await expect(store.load(cut.id)).rejects.toThrow(/^The saved model cut is damaged/);
    await overwrite('model-summaries', cut.id, { version: 1, name: 'cut' });
    const { entries, damaged } = await store.list();
    expect(entries).toEqual([]);
    expect(damaged).toEqual([
      { id: cut.id, problem: expect.stringMatching(/^The saved model cut is damaged/) as string },
    ]);
  });
});

describe('loadSource', () => {
  it('loads a saved model by its id', async () => {
    const store = await openModelStore();
    const { id, name } = await store.put(mine());
    expect(await loadSource({ name, saved: id })).toMatchObject({ model, cached: true });
    await store.remove(id);
    await expect(loadSource({ name, saved: id })).rejects.toThrow(/no longer keeps/);
  });

  it('takes a model from memory unchanged', async () => {
    const memory = structuredClone({ ...model, version: 'lesson@5' });
    const loaded = await loadSource({ name: 'fresh', memory });
    expect(loaded).toEqual({ model, cached: true });
  });

  it('tells sources apart by their weights', () => {
    const memory = { ...model, version: 'a' };
    const keys = [
      { name: 'x', saved: 'a' },
      { name: 'x', memory },
      { name: 'x', memory: { ...memory, version: 'b' } },
      { name: 'x', config: 'c', weights: 'a' },
    ].map(sourceKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(sourceKey({ name: 'renamed', saved: 'a' })).toBe(keys[0]);
  });
});
