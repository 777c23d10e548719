import { afterEach, describe, expect, it, vi } from 'vitest';
import { isStorageFull } from './storage-error';
import { persistStorage, storageSpace } from './storage-space';

afterEach(() => vi.unstubAllGlobals());

const browser = (storage: unknown) => vi.stubGlobal('navigator', { storage });
const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);
const refuse = () => Promise.reject(new TypeError('not allowed'));

describe('storageSpace', () => {
  it('returns the browser’s figures', async () => {
    browser({ estimate: () => Promise.resolve({ usage: 5, quota: 9 }), persisted: yes });
    expect(await storageSpace()).toEqual({ usage: 5, quota: 9, persisted: true });
  });

  it.each([
    undefined,
    { estimate: refuse, persisted: yes },
    { estimate: () => ({}), persisted: no },
  ])('is null if the browser does not say', async (storage) => {
    browser(storage);
    expect(await storageSpace()).toBeNull();
  });
});

describe('persistStorage', () => {
  it('asks only if the answer is not known', async () => {
    const persist = vi.fn(yes);
    browser({ persisted: yes, persist });
    expect(await persistStorage()).toBe(true);
    expect(persist).not.toHaveBeenCalled();
    browser({ persisted: no, persist });
    expect(await persistStorage()).toBe(true);
  });

  it.each([undefined, {}, { persisted: no }, { persisted: no, persist: refuse }])(
    'is false if the browser refuses, or in a worker',
    async (storage) => {
      browser(storage);
      expect(await persistStorage()).toBe(false);
    },
  );
});

describe('isStorageFull', () => {
  it.each([
    [new DOMException('', 'QuotaExceededError'), true],
    [Object.assign(new Error(), { code: 22 }), true],
    [new DOMException('Encountered full disk while opening backing store', 'UnknownError'), true],
    [new DOMException('The disk is full', 'UnknownError'), true],
    [new DOMException('Internal error', 'UnknownError'), false],
    [new DOMException('', 'AbortError'), false],
    ['QuotaExceededError', false],
    [null, false],
  ])('%s: %s', (error, full) => {
    expect(isStorageFull(error)).toBe(full);
  });
});
