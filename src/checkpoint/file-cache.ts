const CACHE_NAME = 'hrm-models';

/**
 * Files kept by the browser between visits, under their address and content hash. If there is no
 * Cache Storage (Node, pages not served securely) or it refuses (private windows, sandboxed frames,
 * a full disk), nothing is found or kept. That is never an error.
 */
export class FileCache {
  constructor(private readonly storage: CacheStorage | null = cacheStorage()) {}

  async find(url: string, sha256: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return await this.attempt(async (cache) => {
      const response = await cache.match(key(url, sha256));
      return response ? new Uint8Array(await response.arrayBuffer()) : null;
    });
  }

  /** Keeps a file and removes files of other hashes at the same address. */
  async keep(url: string, sha256: string, file: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.attempt(async (cache) => {
      await cache.delete(url, { ignoreSearch: true });
      await cache.put(key(url, sha256), new Response(file));
      return null;
    });
  }

  private async attempt<T>(task: (cache: Cache) => Promise<T>): Promise<T | null> {
    try {
      return this.storage === null ? null : await task(await this.storage.open(CACHE_NAME));
    } catch {
      return null;
    }
  }
}

function key(url: string, sha256: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}sha256=${sha256}`;
}

/** Even reading `caches` throws in a sandboxed frame. */
function cacheStorage(): CacheStorage | null {
  try {
    return globalThis.caches ?? null;
  } catch {
    return null;
  }
}
