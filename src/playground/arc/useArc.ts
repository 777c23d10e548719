import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ArcStore } from './store/arc';
import type { ArcState } from './store/state';

export const ArcContext = createContext<ArcStore | null>(null);

/** The tab's store itself, for event handlers; reading it does not subscribe. */
export function useArcStore(): ArcStore {
  const store = useContext(ArcContext);
  if (store === null) throw new Error('useArcStore needs an ArcContext above it.');
  return store;
}

/** One piece of the tab's state; the component renders again only when that piece changes. */
export function useArc<T>(selector: (state: ArcState) => T): T {
  return useStore(useArcStore(), selector);
}
