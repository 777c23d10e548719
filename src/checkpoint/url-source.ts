import type { ByteSource } from './byte-source';
import { CheckpointError } from './error';

/** Files are read in pieces of this size. Pieces are kept, so the next attempt continues there. */
const BLOCK = 4 * 2 ** 20;
/** A broken connection is resumed where it broke, this many times in a row without a new byte. */
const TRIES = 4;
const PAUSE_MS = 400;

export interface UrlSourceOptions {
  /** Name of the file in messages. */
  readonly what: string;
  /** Called with the number of the file's bytes received. */
  readonly onBytes?: (here: number) => void;
  /** Called before every request, so that each attempt can have its own signal. */
  readonly signal?: () => AbortSignal | undefined;
  /** Milliseconds before a broken connection is resumed. */
  readonly pause?: number;
  /** Largest size in bytes; no limit unless given. */
  readonly most?: number;
}

/** A file at an address. */
export interface UrlSource extends ByteSource {
  /** Whether the server sends parts of it; if not, it sends the whole file. */
  readonly ranged: boolean;
}

/**
 * A file at an address, read by ranges, so that only the needed parts of a large file are
 * transferred. Redirects are followed again for every piece, because signed addresses expire.
 *
 * @throws CheckpointError, one sentence: no connection, another site that does not allow it, an
 * HTTP
 *   error, a web page in place of the file, one that is too large
 * @throws the signal's reason when it aborts
 */
export async function openUrl(url: string, options: UrlSourceOptions): Promise<UrlSource> {
  const { what, signal = () => undefined, most = Infinity } = options;
  const first = await request(url, what, { range: 'bytes=0-0', signal: signal() });
  const total = /\/(\d+)$/.exec(first.headers.get('content-range') ?? '')?.[1];
  const isRanged = first.status === 206;
  if (isRanged && total !== undefined) {
    await first.body?.cancel();
    if (Number(total) > most) throw tooLarge(what, most);
    return rangedSource(url, Number(total), options);
  }
  if (!isRanged) {
    const size = Number(first.headers.get('content-length') ?? 0);
    if (size > most) await first.body?.cancel();
    if (size > most) throw tooLarge(what, most);
    return wholeSource(url, size, first, options);
  }
  // Other sites may hide the header with the size; they cannot hide the size of the whole.
  await first.body?.cancel();
  const head = await request(url, what, { method: 'HEAD', signal: signal() });
  const size = Number(head.headers.get('content-length') ?? 0);
  if (size === 0) throw new CheckpointError(`${what}: the server does not tell how large it is.`);
  if (size > most) throw tooLarge(what, most);
  return rangedSource(url, size, options);
}

function rangedSource(
  url: string,
  size: number,
  { what, onBytes, signal = () => undefined, pause = PAUSE_MS }: UrlSourceOptions,
): UrlSource {
  /** The bytes of each block received so far. */
  const blocks = new Map<number, { readonly bytes: Uint8Array<ArrayBuffer>; filled: number }>();
  let here = 0;
  const blockAt = async (index: number) => {
    const begin = index * BLOCK;
    const length = Math.min(BLOCK, size - begin);
    const block = blocks.get(index) ?? { bytes: new Uint8Array(length), filled: 0 };
    blocks.set(index, block);
    for (let inVain = 0; block.filled < length;) {
      const before = block.filled;
      try {
        const range = `bytes=${begin + block.filled}-${begin + length - 1}`;
        const response = await request(url, what, { range, signal: signal() });
        if (response.status !== 206) {
          await response.body?.cancel();
          throw new CheckpointError(`${what}: the server has stopped sending parts of it.`);
        }
        for await (const chunk of chunksOf(response)) {
          const fits = chunk.subarray(0, length - block.filled);
          block.bytes.set(fits, block.filled);
          block.filled += fits.length;
          here += fits.length;
          onBytes?.(here);
        }
      } catch (error) {
        signal()?.throwIfAborted();
        if (error instanceof CheckpointError && !(error instanceof ConnectionError)) throw error;
        inVain = block.filled > before ? 0 : inVain + 1;
        if (inVain === TRIES) throw error;
      }
      if (block.filled < length) await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return block.bytes;
  };
  return {
    size,
    ranged: true,
    async read(begin, end) {
      const bytes = new Uint8Array(end - begin);
      for (let at = begin; at < end;) {
        const index = Math.floor(at / BLOCK);
        const block = await blockAt(index);
        const part = block.subarray(at - index * BLOCK, end - index * BLOCK);
        bytes.set(part, at - begin);
        at += part.length;
      }
      return bytes;
    },
  };
}

/** A file that a server sends whole or not at all. */
function wholeSource(
  url: string,
  size: number,
  first: Response,
  { what, onBytes, signal = () => undefined, most = Infinity }: UrlSourceOptions,
): UrlSource {
  let waiting: Response | null = first;
  let whole: Promise<Uint8Array<ArrayBuffer>> | null = null;
  const fetchWhole = async () => {
    const response = waiting ?? (await request(url, what, { signal: signal() }));
    waiting = null;
    const chunks: Uint8Array[] = [];
    let here = 0;
    try {
      for await (const chunk of chunksOf(response)) {
        signal()?.throwIfAborted();
        chunks.push(chunk);
        here += chunk.length;
        // A server need not announce the size, and a compressed file may grow.
        if (here > most) throw tooLarge(what, most);
        onBytes?.(here);
      }
    } catch (error) {
      signal()?.throwIfAborted();
      if (error instanceof CheckpointError) throw error;
      throw new CheckpointError(`${what} broke off after ${here} bytes.`, { cause: error });
    }
    if (here < size) throw new CheckpointError(`${what} broke off after ${here} of ${size} bytes.`);
    const bytes = new Uint8Array(here);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  };
  return {
    size,
    ranged: false,
    async read(begin, end) {
      whole ??= fetchWhole();
      // A failed part is tried again at the next request.
      whole.catch(() => (whole = null));
      return (await whole).slice(begin, end);
    },
  };
}

function tooLarge(what: string, most: number): CheckpointError {
  return new CheckpointError(`${what} has more than ${most / 1e6} MB.`);
}

/** No answer; another try may get one. */
class ConnectionError extends CheckpointError {}

async function request(
  url: string,
  what: string,
  {
    range,
    method = 'GET',
    signal,
  }: { range?: string; method?: string; signal: AbortSignal | undefined },
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(range !== undefined && { headers: { range } }),
      signal: signal ?? null,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new ConnectionError(`${what}: ${whyNoAnswer(url)}.`, { cause: error });
  }
  if (!response.ok) {
    await response.body?.cancel();
    const said = `${response.status} ${response.statusText}`.trim();
    const why = response.status === 401 || response.status === 403 ? ' (it is not public)' : '';
    throw new CheckpointError(`${what}: ${new URL(url).host} answered ${said}${why}.`);
  }
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    await response.body?.cancel();
    throw new CheckpointError(`${what}: ${new URL(url).host} sent a web page instead of a file.`);
  }
  return response;
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (;;) {
    const read = await reader?.read();
    if (read === undefined || read.done) return;
    yield read.value;
  }
}

/** `fetch` does not say why it failed; these are the causes that a reader can mend. */
function whyNoAnswer(url: string): string {
  if (globalThis.navigator?.onLine === false) return 'this device is offline';
  const { host } = new URL(url);
  return `no answer from ${host}; either it cannot be reached, or it does not allow other sites to read this file (CORS): download it there and bring the file`;
}
