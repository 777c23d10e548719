import { expect, test, vi } from 'vitest';
import { onDemand } from './on-demand';

test('is loaded once, when it is first needed', async () => {
  const fetch = vi.fn(() => Promise.resolve('it'));
  const it = onDemand(fetch);
  expect(it.now()).toBeNull();
  expect(fetch).not.toHaveBeenCalled();
  expect(await Promise.all([it.load(), it.load()])).toEqual(['it', 'it']);
  expect(it.now()).toBe('it');
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('a failed load is tried again', async () => {
  const answers = [Promise.reject(new Error('no network')), Promise.resolve('it')];
  const it = onDemand(() => answers.shift()!);
  await expect(it.load()).rejects.toThrow('no network');
  expect(it.now()).toBeNull();
  expect(await it.load()).toBe('it');
});
