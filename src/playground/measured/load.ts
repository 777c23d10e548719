import { parseMeasured, type Measured } from '../../reasoning/measured';

/** A piece of the build of its own for each file, fetched when its figures are shown. */
const files = import.meta.glob<unknown>('/models/*/measured.json', { import: 'default' });

/** Promises by folder: React wants to see the same one every time it asks. */
const loading = new Map<string, Promise<Measured | null>>();

/**
 * What was measured of a shipped model; `null` where its folder has no such file.
 * Rejects with a MeasuredError, or where the file cannot be fetched.
 */
export function loadMeasured(folder: string): Promise<Measured | null> {
  const known = loading.get(folder);
  if (known !== undefined) return known;
  const measured = read(folder);
  loading.set(folder, measured);
  // What could not be had is asked for again when it is wanted again.
  measured.catch(() => loading.delete(folder));
  return measured;
}

async function read(folder: string): Promise<Measured | null> {
  const fetch = files[`/models/${folder}/measured.json`];
  return fetch === undefined ? null : parseMeasured(await fetch(), `${folder}/measured.json`);
}
