import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { serveModels, type ModelServerOptions } from '../../tests/support/model-server';
import { lookAt, RemoteModel } from './published';

const FOLDER = 'tests/fixtures/official-checkpoint';
const [config, checkpoint] = await Promise.all(
  ['all_config.yaml', 'checkpoint'].map((name) => readFile(`${FOLDER}/${name}`)),
);
const files = {
  'lab/hrm/all_config.yaml': config!,
  'lab/hrm/checkpoint': checkpoint!,
  'lab/hrm/README.md': new TextEncoder().encode('# A model'),
  'plain/model/all_config.yaml': config!,
  'plain/model/checkpoint': checkpoint!,
};
const all = config!.length + checkpoint!.length;

let close = () => undefined as void;
afterEach(() => close());
async function serve(options: Partial<ModelServerOptions> = {}) {
  const server = await serveModels({ files, ...options });
  ({ close } = server);
  return server;
}

test('a repository gives its files and sizes before any weight is fetched', async () => {
  const { origin, asked } = await serve();
  const found = await lookAt(`${origin}/lab/hrm`, { hub: origin });
  expect(found.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['hrm/all_config.yaml', config!.length],
    ['hrm/checkpoint', checkpoint!.length],
  ]);
  expect(asked.filter((line) => line.includes('checkpoint'))).toEqual([]);
  const { model, name } = await new RemoteModel(found).open(() => undefined);
  expect(name).toBe('hrm');
  expect(model.weights.size).toBeGreaterThan(0);
});

test('a broken connection is resumed where it broke, behind redirects', async () => {
  const { origin, sent } = await serve({ breaks: [300, 100_000, 7, 0] });
  const found = await lookAt(`${origin}/lab/hrm`, { hub: origin });
  let told = 0;
  const { model } = await new RemoteModel(found, 1).open((here) => (told = here));
  expect(model.config.seq_len).toBeGreaterThan(0);
  expect(told).toBe(all);
  // Nothing came twice, except the first byte of each file, which gave its size.
  expect(sent()).toBeLessThanOrEqual(all + 8);
});

test('a cancelled attempt continues with the bytes that have come', async () => {
  const { origin, sent } = await serve({ rate: 400_000 });
  const remote = new RemoteModel(await lookAt(`${origin}/plain/model`), 1);
  const first = new AbortController();
  const broken = remote.open((here) => {
    if (here > 100_000) first.abort();
  }, first.signal);
  await expect(broken).rejects.toThrow(/abort/i);
  const before = sent();
  const { model } = await remote.open(() => undefined);
  expect(model.weights.size).toBeGreaterThan(0);
  expect(sent() - before).toBeLessThan(all - 90_000);
});

test('a server without ranges sends the whole file; a plain address finds the config beside it', async () => {
  const { origin } = await serve({ ranges: false });
  const found = await lookAt(`${origin}/plain/model/checkpoint`);
  expect(found.map(({ name }) => name)).toEqual(['model/all_config.yaml', 'model/checkpoint']);
  const { model } = await new RemoteModel(found).open(() => undefined);
  expect(model.weights.size).toBeGreaterThan(0);
});

test('reports missing files in a sentence', async () => {
  const { origin } = await serve();
  await expect(lookAt(`${origin}/lab/none`, { hub: origin })).rejects.toThrow(
    /^The repository lab\/none: 127\.0\.0\.1:\d+ answered 404/,
  );
  await expect(lookAt(`${origin}/nothing`)).rejects.toThrow('answered 404');
  await expect(lookAt('what?')).rejects.toThrow('That is no address');
  close();
  await expect(lookAt(`${origin}/plain/model`)).rejects.toThrow(/no answer from 127.*\(CORS\)/);
});

test('a PyTorch file with its config inside is read from a folder without other files', async () => {
  const eqr = await readFile('tests/fixtures/eqr-checkpoint/eqr.pth');
  const own = { 'lab/eqr/sudoku-extreme/eqr.pth': eqr, 'plain/maze-unique/eqr.pth': eqr };
  const { origin } = await serve({ files: own });
  for (const [address, name] of [
    [`${origin}/lab/eqr/blob/main/sudoku-extreme/eqr.pth`, 'sudoku-extreme'],
    [`${origin}/plain/maze-unique/eqr.pth`, 'maze-unique'],
  ] as const) {
    const hub = address.includes('/blob/') ? origin : 'https://hub.test';
    const found = await lookAt(address, { hub });
    expect(found.map(({ bytes }) => bytes)).toEqual([eqr.length]);
    const opened = await new RemoteModel(found).open(() => undefined);
    expect(opened.name).toBe(name);
    expect(opened.model.config.init).toBe('random');
  }
});
