import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelServerOptions {
  /** Files by path, without a leading slash. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** For each of the first answers to range requests: bytes sent before the connection is cut. */
  readonly breaks?: readonly number[];
  /** Bytes per second; unlimited by default. */
  readonly rate?: number;
  readonly ranges?: boolean;
  /** Whether other sites may read the files. */
  readonly cors?: boolean;
}

/**
 * A model host that behaves like the large ones: an index of a repository, files behind a redirect,
 * range requests, and a connection that is slow or cut.
 */
export async function serveModels(options: ModelServerOptions) {
  const { files, rate, ranges = true, cors = true } = options;
  const breaks = [...(options.breaks ?? [])];
  const asked: string[] = [];
  let sent = 0;

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    asked.push(`${request.method} ${pathname} ${request.headers.range ?? ''}`.trim());
    if (cors) {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-expose-headers', 'Content-Range, Accept-Ranges');
    }
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', 'range');
      return void response.end();
    }
    const repository = /^\/api\/models\/([^/]+\/[^/]+)\/revision\/main$/.exec(pathname)?.[1];
    if (repository !== undefined) {
      const siblings = Object.entries(files)
        .filter(([path]) => path.startsWith(`${repository}/`))
        .map(([path, bytes]) => ({
          rfilename: path.slice(repository.length + 1),
          size: bytes.length,
        }));
      response.setHeader('content-type', 'application/json; charset=utf-8');
      if (siblings.length === 0) response.statusCode = 404;
      return void response.end(JSON.stringify({ id: repository, siblings }));
    }
    const resolved = /^\/([^/]+\/[^/]+)\/resolve\/main\/(.*)$/.exec(pathname);
    if (resolved !== null) {
      response.statusCode = 302;
      response.setHeader('location', `/cdn/${resolved[1]}/${resolved[2]}?signature=1`);
      return void response.end();
    }
    const bytes = files[pathname.slice(1).replace(/^cdn\//, '')];
    if (bytes === undefined) {
      response.statusCode = 404;
      return void response.end();
    }
    void send(request, response, bytes);
  };

  const send = async (request: IncomingMessage, response: ServerResponse, bytes: Uint8Array) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const isRange = ranges && from !== undefined;
    const part = isRange ? bytes.subarray(Number(from), Number(to) + 1) : bytes;
    if (isRange) {
      response.statusCode = 206;
      const last = Number(from) + part.length - 1;
      response.setHeader('content-range', `bytes ${from}-${last}/${bytes.length}`);
    }
    response.setHeader('content-type', 'application/octet-stream');
    response.setHeader('content-length', part.length);
    if (request.method === 'HEAD') return void response.end();
    const cut = part.length > 1 ? breaks.shift() : undefined;
    const whole = cut === undefined ? part : part.subarray(0, cut);
    const step = rate === undefined ? whole.length : Math.max(1, Math.ceil(rate / 20));
    for (let at = 0; at < whole.length && !response.destroyed; at += step) {
      const piece = whole.subarray(at, at + step);
      sent += piece.length;
      response.write(piece);
      if (rate !== undefined) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (cut === undefined) response.end();
    // The written bytes must be sent before the connection is cut.
    else setTimeout(() => response.destroy(), 20);
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    sent: () => sent,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
