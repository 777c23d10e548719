import { use } from 'react';
import { usePlayground } from '../usePlayground';
import type { PageWorld, WorldParts } from './page-world';

/** Promises of parts, by world, because React needs the same one every time, even a failed one. */
const loading = new Map<string, Promise<WorldParts>>();
const known = new Map<string, WorldParts>();
const failed = new Set<string>();

/** The parts of the open world; suspends until they are loaded. */
export function useParts(): WorldParts {
  const world = usePlayground(({ board }) => board.world);
  const task = usePlayground((state) => state.task);
  // A new promise makes React wait, even if it is resolved.
  return known.get(world.id) ?? use(load(world, task));
}

/**
 * Fetches the parts of a world in advance; tries a failed fetch again.
 * @returns when they are loaded or have failed; the caller that uses them gets the error
 */
export async function preloadParts(world: Loadable, task: string | null = null): Promise<void> {
  if (failed.delete(world.id)) loading.delete(world.id);
  await load(world, task).catch(() => undefined);
}

type Loadable = Pick<PageWorld, 'id' | 'parts'>;

function load({ id, parts: fetch }: Loadable, task: string | null): Promise<WorldParts> {
  const begun = loading.get(id);
  if (begun !== undefined) return begun;
  const parts = fetch(task);
  loading.set(id, parts);
  parts.then(
    (arrived) => known.set(id, arrived),
    () => failed.add(id),
  );
  return parts;
}
