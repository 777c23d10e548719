import { expect, test, vi } from 'vitest';
import { lazily } from './lazily';

test('is loaded once, when it is first needed', async () => {
  const fetch = vi.fn(() => Promise.resolve('it'));
  const lazy = lazily(fetch);
  expect(lazy.now()).toBeNull();
  expect(fetch).not.toHaveBeenCalled();
  expect(await Promise.all([lazy.load(), lazy.load()])).toEqual(['it', 'it']);
  expect(lazy.now()).toBe('it');
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('a failed load is tried again', async () => {
  const answers = [Promise.reject(new Error('no network')), Promise.resolve('it')];
  const lazy = lazily(() => answers.shift()!);
  await expect(lazy.load()).rejects.toThrow('no network');
  expect(lazy.now()).toBeNull();
  expect(await lazy.load()).toBe('it');
});
