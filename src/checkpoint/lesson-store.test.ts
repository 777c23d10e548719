import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshStorage, keysOf, overwrite } from '../../tests/support/fake-storage';
import { tinyModel } from '../../tests/support/tiny-model';
import { CheckpointError } from './error';
import { openLessonStore, type LessonCheckpoint } from './lesson-store';

const { config } = tinyModel();

function checkpoint(changes: Partial<LessonCheckpoint> = {}): LessonCheckpoint {
  return {
    id: 'a',
    lesson: 'scratch-4',
    source: { id: 'scratch-4' },
    settings: { batch: 64 },
    config,
    step: 7,
    savedAt: 1000,
    state: { weights: Float32Array.of(1, 2, 3), seed: 9 },
    metrics: [{ step: 7, loss: 0.5 }],
    exams: [],
    ...changes,
  };
}

beforeEach(freshStorage);

describe('the lesson store', () => {
  it('returns what was stored, for any lesson', async () => {
    const plain = fc.jsonValue({ maxDepth: 2 });
    const array = fc.oneof(
      fc.float32Array({ maxLength: 9 }),
      fc.float64Array({ maxLength: 9 }),
      fc.uint32Array({ maxLength: 9 }),
      fc.uint16Array({ maxLength: 9 }),
      fc.uint8Array({ maxLength: 9 }),
      fc.int32Array({ maxLength: 9 }),
    );
    const name = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
    const store = await openLessonStore();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          id: name,
          lesson: fc.string(),
          source: plain,
          settings: plain,
          step: fc.nat(),
          savedAt: fc.nat(),
          state: fc.dictionary(name, fc.oneof(array, fc.double()), { noNullPrototype: true }),
          metrics: fc.array(plain),
          exams: fc.array(plain),
        }),
        async (fields) => {
          const kept = { ...fields, config };
          const summary = await store.put(kept);
          expect(await store.get(kept.id)).toEqual(kept);
          expect((await store.list()).entries).toEqual([summary]);
          await store.remove(kept.id);
        },
      ),
      { numRuns: 20 },
    );
    store.close();
  });

  it('lists summaries, the newest first, and the latest can be resumed', async () => {
    const store = await openLessonStore();
    expect(await store.latest()).toBeNull();
    await store.put(checkpoint({ id: 'old', savedAt: 1 }));
    await store.put(checkpoint({ id: 'new', savedAt: 3, step: 40 }));
    await store.put(checkpoint({ id: 'middle', savedAt: 2 }));
    const { entries, damaged } = await store.list();
    expect(entries.map(({ id }) => id)).toEqual(['new', 'middle', 'old']);
    expect(damaged).toEqual([]);
    const latest = (await store.latest())!;
    expect(latest).toMatchObject({ id: 'new', lesson: 'scratch-4', step: 40, config });
    expect(latest).not.toHaveProperty('state');
    expect((await store.get(latest.id))!.step).toBe(40);
  });

  it('keeps one checkpoint for each lesson, and nothing of a removed lesson', async () => {
    const store = await openLessonStore();
    await store.put(checkpoint());
    await store.put(checkpoint({ step: 8, state: { weights: Float32Array.of(4) } }));
    expect((await store.get('a'))!.state).toEqual({ weights: Float32Array.of(4) });
    await store.remove('a');
    expect(await store.get('a')).toBeNull();
    expect(await keysOf('lessons')).toEqual([]);
    expect(await keysOf('lesson-summaries')).toEqual([]);
  });

  it('finds everything again in a store opened later', async () => {
    const first = await openLessonStore();
    await first.put(checkpoint());
    first.close();
    expect(await (await openLessonStore()).get('a')).toEqual(checkpoint());
  });

  it('copies only a view, not its whole buffer', async () => {
    const store = await openLessonStore();
    const arena = Float32Array.from({ length: 1000 }, (_, index) => index);
    const { bytes } = await store.put(checkpoint({ state: { part: arena.subarray(10, 12) } }));
    expect(bytes).toBeLessThan(2000);
    const { part } = (await store.get('a'))!.state;
    expect(part).toEqual(Float32Array.of(10, 11));
    expect((part as Float32Array).buffer.byteLength).toBe(8);
  });

  it('refuses what cannot be copied, and keeps the old record', async () => {
    const store = await openLessonStore();
    await store.put(checkpoint());
    const broken = checkpoint({ step: 8, settings: { change: () => 1 } });
    await expect(store.put(broken)).rejects.toMatchObject({ name: 'DataCloneError' });
    expect(await store.get('a')).toEqual(checkpoint());
    expect((await store.latest())!.step).toBe(7);
  });
});

describe('a record that cannot be read', () => {
  const { id, ...withoutId } = checkpoint();
  it.each<[string, unknown, RegExp]>([
    ['is no object', 'text', /^The checkpoint of lesson a is damaged and cannot be used \(/],
    ['has no version', checkpoint(), /is damaged .*version/],
    ['lacks a field', { ...withoutId, version: 1 }, /is damaged .*id: /],
    [
      'has state of another kind',
      { ...checkpoint({ state: { weights: [1, 2] as never } }), version: 1 },
      /is damaged .*state\.weights: neither a number nor an array of numbers/,
    ],
    [
      'has an unusable config',
      { ...checkpoint(), config: { ...config, num_heads: 3 }, version: 1 },
      /is damaged .*config: .*num_heads/,
    ],
    [
      'is of a newer page',
      { version: 2, anything: 1 },
      /^The checkpoint of lesson a was kept by a newer version of this page; reload/,
    ],
  ])('because it %s is reported, and can be replaced', async (_, record, message) => {
    const store = await openLessonStore();
    await store.put(checkpoint());
    await overwrite('lessons', id, record);
    const reading = store.get(id);
    await expect(reading).rejects.toThrow(CheckpointError);
    await expect(reading).rejects.toThrow(message);
    await store.put(checkpoint({ step: 9 }));
    expect((await store.get(id))!.step).toBe(9);
  });

  it('does not hide the others from the list', async () => {
    const store = await openLessonStore();
    await store.put(checkpoint());
    await overwrite('lesson-summaries', 'b', { version: 1, id: 'b', savedAt: 5000 });
    await overwrite('lesson-summaries', 'c', { version: 3 });
    const { entries, damaged } = await store.list();
    expect(entries.map((entry) => entry.id)).toEqual(['a']);
    expect((await store.latest())!.id).toBe('a');
    expect(damaged.map((entry) => entry.id)).toEqual(['b', 'c']);
    expect(damaged[0]!.problem).toMatch(/^The summary of lesson b is damaged .*lesson: /);
    expect(damaged[1]!.problem).toMatch(/newer version/);
    await store.remove('b');
    expect((await store.list()).damaged).toHaveLength(1);
  });
});
