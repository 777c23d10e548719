import { use } from 'react';
import { usePlayground } from '../usePlayground';
import type { PageWorld, WorldParts } from './page-world';

/** Promises of parts, by world: React wants to see the same one every time it asks, failed ones too. */
const loading = new Map<string, Promise<WorldParts>>();
const known = new Map<string, WorldParts>();
const failed = new Set<string>();

/** The parts of the world that is open; suspends until they have arrived. */
export function useParts(): WorldParts {
  const { id, parts } = usePlayground(({ board }) => board.world);
  // A promise that is new to React makes it wait, resolved or not.
  return known.get(id) ?? use(load(id, parts));
}

/**
 * Has the parts of a world fetched before they are asked for; what could not be had, once more.
 * @returns when they are there, or cannot be had, which is told where they are asked for
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
