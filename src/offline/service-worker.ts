/**
 * The page's service worker. It keeps the files of one version of the page, all of them or none, so
 * that the page works without a network and never mixes files of two versions. Models are not its
 * affair: the page keeps those it has used (`checkpoint/file-cache.ts`).
 *
 * A newer version is kept beside the old one and waits. It takes over when no tab uses the old one
 * any more, or when a tab that has just been opened says so. Files of the version before stay, for
 * tabs that are still open.
 */

/** Set by the build: the files, relative to the folder of the page, and a hash of what is in them. */
declare const PAGE_FILES: readonly string[];
declare const PAGE_VERSION: string;

/** What of a service worker's scope is used here; the DOM's types have none of it. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', act: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', act: (event: Fetching) => void): void;
  addEventListener(type: 'message', act: (event: MessageEvent) => void): void;
}
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = self as unknown as Scope;
const PREFIX = 'hrm-page ';
const CURRENT = `${PREFIX}${PAGE_VERSION}`;
/** ONNX Runtime, which is large and kept only when it has been chosen. */
const LARGE = 'hrm-runtime';

/** Files with a hash in their name never change; of others the server is asked. */
const HASHED = /-[\w-]{8}\.\w+$/;

async function keepAll(): Promise<void> {
  const cache = await caches.open(CURRENT);
  const requests = PAGE_FILES.map((file) => {
    return new Request(new URL(file, scope.registration.scope), {
      cache: HASHED.test(file) ? 'default' : 'no-cache',
    });
  });
  await cache.addAll(requests);
}

/** Leaves this version and the one before, the newest of the others. */
async function forgetOld(): Promise<void> {
  const versions = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const others = versions.filter((name) => name !== CURRENT);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  // A folder is its index page; what a link says behind that is for the page itself.
  if (url.pathname.endsWith('/')) url.pathname += 'index.html';
  url.search = '';
  const current = await caches.open(CURRENT);
  const kept =
    (await current.match(url.href)) ??
    (request.mode === 'navigate' ? undefined : await caches.match(url.href));
  return (
    kept ?? (url.pathname.endsWith('.wasm') ? await fetchLarge(request) : await fetch(request))
  );
}

async function fetchLarge(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.ok) {
    const cache = await caches.open(LARGE);
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(request.url, response.clone());
  }
  return response;
}

scope.addEventListener('install', (event) => event.waitUntil(keepAll()));
scope.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => scope.clients.claim()));
});
scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting();
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope.registration.scope)) return;
  event.respondWith(answer(request));
});
