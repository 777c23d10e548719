import { parseMeasured, type Measured } from '../../reasoning/measured';

/** A separate chunk of the build for each file, fetched when its figures are shown. */
const files = import.meta.glob<unknown>('/models/*/measured.json', { import: 'default' });

/** Promises by folder, because React needs the same one every time. */
const loading = new Map<string, Promise<Measured | null>>();

/**
 * The measurements of a shipped model; `null` if its folder has no such file. Rejects with a
 * MeasuredError, or if the file cannot be fetched.
 */
export function loadMeasured(folder: string): Promise<Measured | null> {
  const known = loading.get(folder);
  if (known !== undefined) return known;
  const measured = read(folder);
  loading.set(folder, measured);
  // After a failure the next call tries again.
  measured.catch(() => loading.delete(folder));
  return measured;
}

async function read(folder: string): Promise<Measured | null> {
  const fetch = files[`/models/${folder}/measured.json`];
  return fetch === undefined ? null : parseMeasured(await fetch(), `${folder}/measured.json`);
}
