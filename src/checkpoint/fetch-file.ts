import { CheckpointError } from './error';

export interface FetchOptions {
  /** Name of the file in messages. */
  readonly what: string;
  /** Its size, if known beforehand. */
  readonly bytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with bytes received and expected as they arrive; the latter is 0 while unknown. */
  readonly onProgress?: ((loaded: number, total: number) => void) | undefined;
}

/**
 * Fetches a whole file.
 *
 * @throws CheckpointError with the cause: no connection, an HTTP error, a web page in place of the
 * file, an answer that ends early
 * @throws the signal's reason when it aborts
 */
export async function fetchFile(
  url: string,
  options: FetchOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { what, signal } = options;
  let response: Response;
  try {
    response = await fetch(url, { signal: signal ?? null });
  } catch (error) {
    signal?.throwIfAborted();
    throw new CheckpointError(`${what} could not be fetched: ${connectionProblem(url)}.`, {
      cause: error,
    });
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new CheckpointError(
      `${what} could not be fetched: the server answered ${`${response.status} ${response.statusText}`.trim()} for ${url}.`,
    );
  }
  // Servers of single-page applications answer any address with their index page.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    await response.body?.cancel();
    throw new CheckpointError(`${what} is not at ${url}: the server sent a web page instead.`);
  }
  return await readBody(response, options);
}

async function readBody(
  response: Response,
  { what, bytes, signal, onProgress }: FetchOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  // For a compressed answer this is the compressed size, so it is only a lower bound.
  const announced = Number(response.headers.get('content-length') ?? 0);
  const expected = bytes ?? announced;
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  const report = () => onProgress?.(loaded, expected === 0 ? 0 : Math.max(expected, loaded));
  const endedEarly = (cause?: unknown) =>
    new CheckpointError(
      `${what} arrived incomplete: the connection ended after ${loaded}${expected > 0 ? ` of ${expected}` : ''} bytes.`,
      { cause },
    );
  report();
  const reader = response.body?.getReader();
  try {
    while (reader !== undefined) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      loaded += value.length;
      report();
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw endedEarly(error);
  }
  if (loaded < expected) throw endedEarly();
  const file = new Uint8Array(loaded);
  let position = 0;
  for (const chunk of chunks) {
    file.set(chunk, position);
    position += chunk.length;
  }
  return file;
}

/** `fetch` does not say why it failed; these are the causes that a reader can mend. */
function connectionProblem(url: string): string {
  if (globalThis.navigator?.onLine === false) return 'this device is offline';
  return `no answer from ${url} (is the server running, and does it allow other sites to read the file?)`;
}
