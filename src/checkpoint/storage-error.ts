/**
 * The browser keeps nothing for this page, or no longer answers; the message is a sentence for the
 * reader.
 */
export class StorageUnavailableError extends Error {
  override name = 'StorageUnavailableError';
}

/** There is no space left; the message says how much is needed and what to do. */
export class StorageFullError extends Error {
  override name = 'StorageFullError';
}

/**
 * Whether a failure of IndexedDB means that there is no space. Browsers differ: besides the
 * standard name there are Firefox's own names, the old code 22, and in Safari a general error with
 * a text.
 */
export function isStorageFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  if (code === 22) return true;
  if (typeof name === 'string' && FULL_NAMES.includes(name)) return true;
  return (
    typeof message === 'string' &&
    /quota|\bfull\b.*\bdisk\b|\bdisk\b.*\bfull\b|no (?:disk )?space/i.test(message)
  );
}

const FULL_NAMES = [
  'QuotaExceededError',
  'NS_ERROR_DOM_QUOTA_REACHED',
  'NS_ERROR_FILE_NO_DEVICE_SPACE',
];
