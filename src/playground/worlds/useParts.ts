import { use } from 'react';
import { usePlayground } from '../usePlayground';
import type { PageWorld, WorldParts } from './page-world';

/** Promises of parts, by world: React wants to see the same one every time it asks, failed ones too. */
const loading = new Map<string, Promise<WorldParts>>();
const failed = new Set<string>();

/** The parts of the world that is open; suspends until they have arrived. */
export function useParts(): WorldParts {
  const { id, parts } = usePlayground(({ board }) => board.world);
  return typeof parts === 'function' ? use(load(id, parts)) : parts;
}

/** Has the parts of a world fetched before they are asked for; what could not be had, once more. */
export function preloadParts({ id, parts }: Pick<PageWorld, 'id' | 'parts'>): void {
  if (typeof parts !== 'function') return;
  if (failed.delete(id)) loading.delete(id);
  // What could not be had is told where it is asked for.
  load(id, parts).catch(() => undefined);
}

function load(id: string, fetch: Extract<PageWorld['parts'], () => unknown>): Promise<WorldParts> {
  const known = loading.get(id);
  if (known !== undefined) return known;
  const parts = fetch();
  loading.set(id, parts);
  parts.catch(() => failed.add(id));
  return parts;
}
