import { use } from 'react';
import { usePlayground } from '../usePlayground';
import type { PageWorld, WorldParts } from './page-world';

/** Promises of parts, by world, because React needs the same one every time, even a failed one. */
const loading = new Map<string, Promise<WorldParts>>();
const known = new Map<string, WorldParts>();
const failed = new Set<string>();

/** The parts of the open world; suspends until they are loaded. */
export function useParts(): WorldParts {
  const { id, parts } = usePlayground(({ board }) => board.world);
  // A new promise makes React wait, even if it is resolved.
  return known.get(id) ?? use(load(id, parts));
}

/**
 * Fetches the parts of a world in advance; tries a failed fetch again.
 * @returns when they are loaded or have failed; the caller that uses them gets the error
 */
export async function preloadParts({ id, parts }: Pick<PageWorld, 'id' | 'parts'>): Promise<void> {
  if (failed.delete(id)) loading.delete(id);
  await load(id, parts).catch(() => undefined);
}

function load(id: string, fetch: PageWorld['parts']): Promise<WorldParts> {
  const begun = loading.get(id);
  if (begun !== undefined) return begun;
  const parts = fetch();
  loading.set(id, parts);
  parts.then(
    (arrived) => known.set(id, arrived),
    () => failed.add(id),
  );
  return parts;
}
