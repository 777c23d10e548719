import { StorageFullError } from './storage-error';

/** The bytes that the browser keeps for this page, and its limit. */
export interface StorageSpace {
  readonly usage: number;
  readonly quota: number;
  /** Whether it has promised not to clear the data by itself if space is short. */
  readonly persisted: boolean;
}

/** `null` if the browser does not say. */
export async function storageSpace(): Promise<StorageSpace | null> {
  try {
    // Missing in pages not served securely, in spite of its type.
    const storage = navigator.storage as StorageManager | undefined;
    if (storage === undefined) return null;
    const [{ usage, quota }, persisted] = await Promise.all([
      storage.estimate(),
      storage.persisted(),
    ]);
    return usage === undefined || quota === undefined ? null : { usage, quota, persisted };
  } catch {
    return null;
  }
}

/**
 * Asks the browser to keep what is stored for as long as the person wants it. Only a page can ask,
 * not a worker, and Firefox asks the person. So call it when they save something, not before.
 * @returns whether it will
 */
export async function persistStorage(): Promise<boolean> {
  try {
    const storage = navigator.storage as Partial<StorageManager> | undefined;
    return (await storage?.persisted?.()) === true || (await storage?.persist?.()) === true;
  } catch {
    return false;
  }
}

/** What should be stored: the start of a sentence (`The checkpoint`), and its size. */
export interface Written {
  readonly what: string;
  readonly bytes: number;
}

/** The error for something that does not fit. */
export async function storageFull(
  written: Written | undefined,
  cause: unknown,
): Promise<StorageFullError> {
  const { what, bytes } = written ?? { what: 'A change', bytes: 0 };
  const space = await storageSpace();
  const free = space === null ? Infinity : space.quota - space.usage;
  const needs = bytes > 0 ? `: it needs ${megabytes(bytes)}` : '';
  // The cause can also be a full disk, which the estimate does not include.
  const left = needs !== '' && free <= bytes ? `, and about ${megabytes(free)} are left` : '';
  return new StorageFullError(
    `${what} could not be kept because the browser's storage is full${needs}${left}. Remove saved lessons or models, or free space on this device.`,
    { cause },
  );
}

/** A size for people; never “0.0 MB” for a size above 0. */
function megabytes(bytes: number): string {
  if (bytes <= 0) return '0 MB';
  return `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
}
