import { use } from 'react';
import { usePlayground } from '../usePlayground';
import type { PageWorld, WorldParts } from './page-world';

/** Promises of parts, by world: React wants to see the same one every time it asks. */
const loading = new Map<string, Promise<WorldParts>>();

/** The parts of the world that is open; suspends until they have arrived. */
export function useParts(): WorldParts {
  const { id, parts } = usePlayground(({ board }) => board.world);
  return typeof parts === 'function' ? use(load(id, parts)) : parts;
}

/** Has the parts of a world fetched before they are asked for. */
export function preloadParts({ id, parts }: Pick<PageWorld, 'id' | 'parts'>): void {
  // What could not be had is told where it is asked for.
  if (typeof parts === 'function') load(id, parts).catch(() => undefined);
}

function load(id: string, fetch: Extract<PageWorld['parts'], () => unknown>): Promise<WorldParts> {
  const known = loading.get(id);
  if (known !== undefined) return known;
  const parts = fetch();
  loading.set(id, parts);
  // What could not be had is asked for again when the tab is opened again.
  parts.catch(() => loading.delete(id));
  return parts;
}
