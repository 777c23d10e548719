import { afterEach, expect, test, vi } from 'vitest';
import { taskToJson } from '../../../puzzles/arc/task';
import type { DownloadClient } from '../../../worker/download-client';
import type { DownloadEvent } from '../../../worker/download-protocol';
import { Downloader } from '../../../worker/downloader';
import { createTestArc, fall } from '../store/testing';
import { loadFiles, loadUrl } from './load';

afterEach(() => void vi.unstubAllGlobals());

const text = JSON.stringify(taskToJson(fall.task));
const answering = (response: () => Response) =>
  vi.stubGlobal('fetch', () => Promise.resolve(response()));

test('a file is read, and its task has the file’s name', async () => {
  const store = createTestArc();
  await loadFiles([new File([text], 'mine.json')], store.getState());
  expect(store.getState().record.id).toBe('mine');
  expect(store.getState().loaded).toMatchObject({ from: 'mine.json', problems: [] });
});

/** Fetches with the worker's own code, without a worker. */
function fetching(): DownloadClient {
  const listeners = new Set<(event: DownloadEvent) => void>();
  const downloader = new Downloader((event) => listeners.forEach((listener) => listener(event)));
  return {
    send: (command) => void downloader.handle(command),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => listeners.clear(),
  };
}
const problemOf = (store: ReturnType<typeof createTestArc>) =>
  store.getState().loaded!.problems[0]!.message;

test.each([
  'https://example.org/arc/evaluation/00576224.json?raw=1',
  'https://example.org/arc/evaluation/00576224%.json',
])('a task is fetched from %s and named after it', async (address) => {
  const store = createTestArc();
  answering(() => new Response(text));
  await loadUrl(` ${address} `, store.getState(), fetching());
  expect(store.getState().record.group).toBe('evaluation');
  expect(store.getState().record.id).toMatch(/^00576224/);
});

test.each([
  ['no address', 'is not an address'],
  ['javascript:alert(1)', 'is not an address'],
  ['https://example.org/missing.json', 'answered 404'],
])('%s is told', async (address, message) => {
  const store = createTestArc();
  answering(() => new Response('', { status: 404 }));
  await loadUrl(address, store.getState(), fetching());
  expect(store.getState().loaded!.problems[0]).toMatchObject({ where: address });
  expect(problemOf(store)).toContain(message);
});

test('reports a server that cannot be reached or sends too much', async () => {
  const store = createTestArc();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await loadUrl('https://example.org/a.json', store.getState(), fetching());
  expect(problemOf(store)).toContain('cannot be reached');
  let pulls = 0;
  answering(() => {
    const pull = (stream: ReadableStreamDefaultController) => {
      pulls++;
      stream.enqueue(new Uint8Array(1e6));
    };
    return new Response(new ReadableStream({ pull }));
  });
  await loadUrl('https://example.org/endless.json', store.getState(), fetching());
  expect(problemOf(store)).toContain('more than 40 MB');
  expect(pulls).toBeLessThan(45);
});

test('files too large to read are refused with their size', async () => {
  const store = createTestArc();
  const file = new File([text], 'large.json');
  Object.defineProperty(file, 'size', { value: 50e6 });
  await loadFiles([file], store.getState());
  expect(store.getState().loaded!.problems[0]!.message).toContain('50 MB');
});
