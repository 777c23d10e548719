import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import { downloadModel } from './download';
import { FileCache } from './file-cache';
import { serializeModel } from './model-folder';
import type { DownloadSource } from './model-source';

const model = tinyModel();
const files = serializeModel(model, 'F32');
const size = files.weights.length;
const sha256 = createHash('sha256').update(files.weights).digest('hex');

/** The server's answer for each path, and the number of requests. */
let routes: Record<string, RequestListener>;
let asked: Record<string, number>;
let server: Server;
let source: DownloadSource;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url!;
    asked[path] = (asked[path] ?? 0) + 1;
    routes[path]!(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  source = { name: 'the tiny model', config: `${base}/config`, weights: `${base}/weights` };
});

beforeEach(() => {
  asked = {};
  routes = {
    '/config': (_, response) => response.end(files.config),
    '/weights': (_, response) =>
      response.writeHead(200, { 'content-length': size }).end(files.weights),
  };
});

afterEach(() => vi.unstubAllGlobals());
afterAll(() => server.close());

describe('downloadModel', () => {
  it('downloads the model and counts its bytes', async () => {
    const progress: [number, number][] = [];
    const { model: loaded, cached } = await downloadModel(source, {
      onProgress: (loaded, total) => progress.push([loaded, total]),
    });
    expect(loaded).toMatchObject(model);
    expect(cached).toBe(false);
    expect(progress[0]).toEqual([0, size]);
    expect(progress.at(-1)).toEqual([size, size]);
    expect(progress.map(([bytes]) => bytes)).toEqual(
      progress.map(([bytes]) => bytes).sort((a, b) => a - b),
    );
  });

  it('reads a compressed answer, whose announced length differs from the file’s', async () => {
    const compressed = gzipSync(files.weights);
    expect(compressed.length).toBeLessThan(size);
    const headers = { 'content-encoding': 'gzip', 'content-length': compressed.length };
    routes['/weights'] = (_, response) => response.writeHead(200, headers).end(compressed);
    const totals: number[] = [];
    const onProgress = (loaded: number, total: number) => totals.push(total - loaded);
    await expect(downloadModel(source, { onProgress })).resolves.toMatchObject({ model });
    expect(Math.min(...totals)).toBe(0);
  });

  it.each<[string, string, RequestListener, RegExp]>([
    [
      'an HTTP error',
      '/weights',
      (_, response) => response.writeHead(404).end(),
      /^The weights of the tiny model could not be fetched: the server answered 404 Not Found for http/,
    ],
    [
      'a web page',
      '/weights',
      (_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end('<html>'),
      /^The weights of the tiny model is not at .* sent a web page|web page instead/,
    ],
    [
      'a config that is a web page without its type',
      '/config',
      (_, response) => response.end('<!doctype html>'),
      /config\.json is not valid JSON/,
    ],
    [
      'a connection that breaks',
      '/weights',
      (_, response) => {
        response.writeHead(200, { 'content-length': size });
        response.write(files.weights.subarray(0, 100), () => response.destroy());
      },
      new RegExp(`arrived incomplete: the connection ended after \\d+ of ${size} bytes`),
    ],
    [
      'an unusable config, before any weights are fetched',
      '/config',
      (_, response) => response.end('{}'),
      /config\.json is not a usable HRM config: .*hidden_size/,
    ],
  ])('explains %s', async (_, path, answer, message) => {
    routes[path] = answer;
    await expect(downloadModel(source)).rejects.toThrow(message);
    if (path === '/config') expect(asked['/weights']).toBeUndefined();
  });

  it('notices a short answer of a server that does not announce a length', async () => {
    routes['/weights'] = (_, response) => response.end(files.weights.subarray(0, 100));
    await expect(downloadModel({ ...source, bytes: size })).rejects.toThrow(
      `ended after 100 of ${size} bytes`,
    );
    await expect(downloadModel(source)).rejects.toThrow(/truncated/);
  });

  it('explains a missing server and an offline device', async () => {
    const nowhere = { ...source, config: 'http://127.0.0.1:1/config' };
    await expect(downloadModel(nowhere)).rejects.toThrow(
      /no answer from http:\/\/127\.0\.0\.1:1\//,
    );
    vi.stubGlobal('navigator', { onLine: false });
    await expect(downloadModel(nowhere)).rejects.toThrow(
      /could not be fetched: this device is off/,
    );
  });

  it('stops when aborted, with the given reason', async () => {
    const controller = new AbortController();
    const stopped = new Error('another model was chosen');
    routes['/weights'] = (_, response) => {
      response.writeHead(200, { 'content-length': size });
      response.write(files.weights.subarray(0, 100));
      controller.abort(stopped);
    };
    await expect(downloadModel(source, { signal: controller.signal })).rejects.toBe(stopped);
  });

  it('refuses weights with another hash', async () => {
    const wrong = { ...source, sha256: 'ab'.repeat(32) };
    await expect(downloadModel(wrong)).rejects.toThrow(/the SHA-256 of .* is not (ab){32}/);
  });
});

describe('the cache', () => {
  it('does not download weights of a known hash twice', async () => {
    const cache = new FileCache(memoryCaches());
    const known = { ...source, sha256: sha256.toUpperCase() };
    expect((await downloadModel(known, { cache })).cached).toBe(false);
    const onProgress = vi.fn();
    const second = await downloadModel(known, { cache, onProgress });
    expect(second).toMatchObject({ cached: true, model });
    expect(onProgress.mock.calls).toEqual([[size, size]]);
    expect(asked['/weights']).toBe(1);
  });

  it('keeps nothing without a hash', async () => {
    const cache = new FileCache(memoryCaches());
    await downloadModel(source, { cache });
    expect((await downloadModel(source, { cache })).cached).toBe(false);
  });

  it('downloads a damaged entry again and replaces it', async () => {
    const caches = memoryCaches();
    const cache = new FileCache(caches);
    await cache.keep(source.weights, sha256, files.weights.slice(0, 50));
    expect((await downloadModel({ ...source, sha256 }, { cache })).cached).toBe(false);
    expect((await downloadModel({ ...source, sha256 }, { cache })).cached).toBe(true);
  });

  it('drops the entry of an older hash at the same address', async () => {
    const cache = new FileCache(memoryCaches());
    await cache.keep(source.weights, 'old', files.weights);
    await cache.keep(source.weights, 'new', files.weights);
    expect(await cache.find(source.weights, 'old')).toBeNull();
    expect(await cache.find(source.weights, 'new')).toEqual(files.weights);
  });

  it('works without the cache if the browser refuses it', async () => {
    const refuse = () => Promise.reject(new Error('SecurityError'));
    const caches = { open: refuse } as unknown as CacheStorage;
    const { cached } = await downloadModel({ ...source, sha256 }, { cache: new FileCache(caches) });
    expect(cached).toBe(false);
    vi.stubGlobal('caches', undefined);
    expect((await downloadModel({ ...source, sha256 })).cached).toBe(false);
  });
});

/** The part of Cache Storage that the cache uses, in memory. */
function memoryCaches(): CacheStorage {
  const entries = new Map<string, Response>();
  const cache = {
    match: (url: string) => Promise.resolve(entries.get(url)?.clone()),
    put: (url: string, response: Response) => Promise.resolve(void entries.set(url, response)),
    delete: (url: string, { ignoreSearch }: CacheQueryOptions) => {
      expect(ignoreSearch).toBe(true);
      for (const key of entries.keys()) if (key.split('?')[0] === url) entries.delete(key);
      return Promise.resolve(true);
    },
  };
  return { open: () => Promise.resolve(cache) } as unknown as CacheStorage;
}
