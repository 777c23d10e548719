import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { PlaygroundStore } from './store/playground';
import type { PlaygroundState } from './store/state';

export const PlaygroundContext = createContext<PlaygroundStore | null>(null);

/** The store itself, for event handlers: reading it does not subscribe. */
export function usePlaygroundStore(): PlaygroundStore {
  const store = useContext(PlaygroundContext);
  if (store === null) throw new Error('usePlaygroundStore needs a PlaygroundContext above it.');
  return store;
}

/** One piece of the state; the component renders again only when that piece changes. */
export function usePlayground<T>(selector: (state: PlaygroundState) => T): T {
  return useStore(usePlaygroundStore(), selector);
}
