import { parseConfig } from '../hrm/config';
import { CheckpointError } from './error';
import { fetchFile } from './fetch-file';
import { FileCache } from './file-cache';
import { assembleModel, parseConfigText, type LoadedModel } from './model-folder';
import type { DownloadSource } from './model-source';

export interface DownloadOptions {
  /**
   * Called with bytes of the weights received and expected; the latter is 0 while unknown. For
   * files from the cache it is called once.
   */
  readonly onProgress?: (loaded: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** The browser's own, unless a test gives another. */
  readonly cache?: FileCache;
}

export interface DownloadedModel {
  readonly model: LoadedModel;
  /** Whether the weights came from the browser's cache. */
  readonly cached: boolean;
}

/**
 * Downloads a model, checks its hash, and builds it.
 *
 * If the source has the SHA-256 of the weights, they are checked against it and kept in the
 * browser's cache. Without a hash a stale file would look like a fresh one, so such weights are
 * only in the HTTP cache, which asks the server.
 *
 * @throws CheckpointError or ConfigError, one sentence for the person in front of the page
 * @throws the signal's reason when it aborts
 */
export async function downloadModel(
  source: DownloadSource,
  options: DownloadOptions = {},
): Promise<DownloadedModel> {
  const { signal } = options;
  const what = `The config of ${source.name}`;
  const text = new TextDecoder().decode(await fetchFile(source.config, { what, signal }));
  // Checked first, so that no useless megabytes are downloaded.
  const config = parseConfig(parseConfigText(text));
  const { file, cached } = await weightsOf(source, options);
  signal?.throwIfAborted();
  return { model: assembleModel(config, file), cached };
}

interface Weights {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly cached: boolean;
}

async function weightsOf(source: DownloadSource, options: DownloadOptions): Promise<Weights> {
  const { sha256, weights: url } = source;
  const { cache = new FileCache(), onProgress, signal } = options;
  if (sha256 !== undefined) {
    const file = await cache.find(url, sha256);
    // A damaged entry counts as missing.
    if (file !== null && (await matches(file, sha256))) {
      onProgress?.(file.length, file.length);
      return { file, cached: true };
    }
  }
  const what = `The weights of ${source.name}`;
  const file = await fetchFile(url, { what, bytes: source.bytes, signal, onProgress });
  if (sha256 !== undefined) {
    if (!(await matches(file, sha256))) {
      throw new CheckpointError(
        `${what} arrived damaged or are not the ones meant: the SHA-256 of ${url} is not ${sha256}.`,
      );
    }
    await cache.keep(url, sha256, file);
  }
  return { file, cached: false };
}

/**
 * Pages not served securely have no `crypto.subtle`; there the checks on reading must be enough.
 */
async function matches(file: Uint8Array<ArrayBuffer>, sha256: string): Promise<boolean> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined) return true;
  const digest = new Uint8Array(await subtle.digest('SHA-256', file));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === sha256.toLowerCase();
}
