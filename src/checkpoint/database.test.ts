import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshStorage, keysOf } from '../../tests/support/fake-storage';
import { tinyModel } from '../../tests/support/tiny-model';
import { Database } from './database';
import { openLessonStore, type LessonCheckpoint } from './lesson-store';
import { openModelStore } from './model-store';
import { StorageFullError, StorageUnavailableError } from './storage-error';

const lesson = (step: number): LessonCheckpoint => ({
  ...{ id: 'a', lesson: 'scratch-4', source: null, settings: null, config: tinyModel().config },
  ...{ step, savedAt: step, state: { weights: new Float32Array(500_000).fill(step) } },
  ...{ metrics: [], exams: [] },
});

beforeEach(freshStorage);
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Makes the browser fail at the nth write of an object store with `fail`. */
function failAtWrite(nth: number, fail: (transaction: IDBTransaction) => void) {
  const { put } = IDBObjectStore.prototype;
  let writes = 0;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args: Parameters<IDBObjectStore['put']>
  ) {
    const request = put.apply(this, args);
    if (++writes === nth) fail(this.transaction);
    return request;
  });
}

/** A browser ends a transaction like this, with an error of its own. */
function abortWith(transaction: IDBTransaction, name: string) {
  (transaction as IDBTransaction & { _abort(name: string): void })._abort(name);
}

describe('a full storage', () => {
  const failures: [string, (transaction: IDBTransaction) => void][] = [
    ['when a record is put', () => fail('QuotaExceededError')],
    ['in Firefox', () => fail('NS_ERROR_DOM_QUOTA_REACHED')],
    ['in Safari', () => fail('UnknownError', 'Error putting record: database or disk is full')],
    ['when the transaction is committed', (tx) => abortWith(tx, 'QuotaExceededError')],
  ];
  it.each(failures)(
    'is reported in a sentence, and keeps the old record: %s',
    async (_, failing) => {
      const store = await openLessonStore();
      await store.put(lesson(1));
      for (const nth of [1, 2]) {
        failAtWrite(nth, failing);
        const putting = store.put(lesson(2));
        await expect(putting).rejects.toThrow(StorageFullError);
        await expect(putting).rejects.toThrow(
          /^The checkpoint of this lesson could not be kept because the browser's storage is full: it needs 2\.0 MB\. Remove saved lessons/,
        );
        vi.restoreAllMocks();
        expect((await store.get('a'))!.state['weights']![0 as never]).toBe(1);
        expect((await store.latest())!.step).toBe(1);
      }
      await store.put(lesson(3));
      expect((await store.latest())!.step).toBe(3);
    },
  );

  it('says how much space is left, if the browser reports it', async () => {
    const estimate = () => Promise.resolve({ usage: 999e6, quota: 1e9 });
    vi.stubGlobal('navigator', { storage: { estimate, persisted: () => Promise.resolve(false) } });
    const store = await openLessonStore();
    failAtWrite(1, () => fail('QuotaExceededError'));
    await expect(store.put(lesson(2))).rejects.toThrow(
      'is full: it needs 2.0 MB, and about 1.0 MB are left. Remove',
    );
  });

  it('leaves no half-written model', async () => {
    const store = await openModelStore();
    failAtWrite(2, (transaction) => abortWith(transaction, 'QuotaExceededError'));
    const model = { name: 'mine', model: tinyModel(), dtype: 'F16' as const };
    await expect(store.put({ ...model, note: { origin: 'lesson' } })).rejects.toThrow(
      /^The model mine could not be kept/,
    );
    expect(await keysOf('models')).toEqual([]);
    expect(await keysOf('model-summaries')).toEqual([]);
  });
});

describe('a storage that cannot be used', () => {
  const refusing = (open: () => never) => ({ open });
  it.each<[string, unknown, RegExp]>([
    ['is missing', undefined, /\(there is none\)/],
    [
      'is forbidden, as in a sandboxed frame',
      refusing(() => fail('SecurityError', 'access is denied in this context')),
      /\(it says: access is denied in this context\)/,
    ],
    ['never answers', { open: () => new IDBOpenDBRequest() }, /\(it does not answer\)/],
  ])('because it %s is reported in a sentence', async (_, factory, reason) => {
    vi.stubGlobal('indexedDB', factory);
    const opening = openLessonStore({ patience: 20 });
    await expect(opening).rejects.toThrow(StorageUnavailableError);
    await expect(opening).rejects.toThrow(reason);
    await expect(opening).rejects.toThrow(/last only as long as this tab: export what/);
  });

  it('reports that another tab holds an older version, and closes in the end', async () => {
    const older = await rawOpen(1);
    await expect(Database.open({ version: 2, patience: 50 })).rejects.toThrow(
      /another tab with an older version of this page must be closed first/,
    );
    older.close();
    const store = await openLessonStore({ version: 2 });
    await store.put(lesson(1));
    expect((await store.latest())!.step).toBe(1);
  });

  it('reports that a newer version of the page wrote it', async () => {
    (await rawOpen(7)).close();
    await expect(openLessonStore()).rejects.toThrow(/newer version of this page; reload the page/);
  });

  it('in the middle of a transaction does not hang', async () => {
    const database = await Database.open({ patience: 20 });
    const endless = () => new Promise<never>(() => undefined);
    const waiting = database.transaction({ stores: ['lessons'], mode: 'readonly' }, endless);
    await expect(waiting).rejects.toThrow(/it does not answer/);
  });

  it('is not missed while this thread computes', async () => {
    const opening = openLessonStore({ patience: 160 });
    const until = performance.now() + 400;
    while (performance.now() < until);
    await expect(opening).resolves.toBeDefined();
  });

  it('because it broke down is reported in a sentence', async () => {
    const store = await openLessonStore();
    failAtWrite(1, (transaction) => abortWith(transaction, 'UnknownError'));
    await expect(store.put(lesson(1))).rejects.toThrow(StorageUnavailableError);
  });
});

describe('a connection', () => {
  it('closes for a newer version of the page', async () => {
    const store = await openLessonStore();
    await store.put(lesson(1));
    (await rawOpen(2)).close();
    await expect(store.put(lesson(2))).rejects.toThrow(/newer version of this page/);
  });

  it('is opened again after the page’s data was cleared', async () => {
    const store = await openLessonStore();
    await store.put(lesson(1));
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('hrm-playground').onsuccess = resolve;
    });
    expect(await store.latest()).toBeNull();
    await store.put(lesson(2));
    expect((await store.latest())!.step).toBe(2);
  });
});

function fail(name: string, message = 'it failed'): never {
  throw new DOMException(message, name);
}

/** Opens the page's database as another version of the page that never closes it. */
function rawOpen(version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('hrm-playground', version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}
