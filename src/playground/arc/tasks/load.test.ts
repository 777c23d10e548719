import { afterEach, expect, test, vi } from 'vitest';
import { taskToJson } from '../../../puzzles/arc/task';
import { createTestArc, fall } from '../store/testing';
import { loadFiles, loadUrl } from './load';

afterEach(() => void vi.unstubAllGlobals());

const text = JSON.stringify(taskToJson(fall.task));
const answering = (response: () => Response) =>
  vi.stubGlobal('fetch', () => Promise.resolve(response()));

test('a file is read and called after its name', async () => {
  const store = createTestArc();
  await loadFiles([new File([text], 'mine.json')], store.getState());
  expect(store.getState().record.id).toBe('mine');
  expect(store.getState().loaded).toMatchObject({ from: 'mine.json', problems: [] });
});

test('a task is fetched from an address and called after it', async () => {
  const store = createTestArc();
  answering(() => new Response(text));
  await loadUrl(' https://example.org/arc/evaluation/00576224.json?raw=1 ', store.getState());
  expect(store.getState().record).toMatchObject({ id: '00576224', group: 'evaluation' });
});

test.each([
  ['no address', 'is not an address'],
  ['https://example.org/missing.json', 'the server answers 404'],
])('%s is told', async (address, message) => {
  const store = createTestArc();
  answering(() => new Response('', { status: 404 }));
  await loadUrl(address, store.getState());
  expect(store.getState().loaded!.problems[0]).toMatchObject({ where: address });
  expect(store.getState().loaded!.problems[0]!.message).toContain(message);
});

test('a server that cannot be reached is told', async () => {
  const store = createTestArc();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await loadUrl('https://example.org/a.json', store.getState());
  expect(store.getState().loaded!.problems[0]!.message).toContain('cannot be reached');
});

test('files too large to read are refused with their size', async () => {
  const store = createTestArc();
  const file = new File([text], 'large.json');
  Object.defineProperty(file, 'size', { value: 50e6 });
  await loadFiles([file], store.getState());
  expect(store.getState().loaded!.problems[0]!.message).toContain('50 MB');
});
