import type { PlaygroundStore } from '../store/playground';
import { isBare } from '../store/view';
import { queryOf } from './settings';

const KEPT = 'hrm-playground:tour';

/**
 * Offers the tour to who comes for the first time: to the whole page, by an address that says no more
 * than the world. It is never offered again once it was taken or declined; where the browser keeps
 * nothing, not again before the page is loaded again.
 */
export function offerTourOnce(store: PlaygroundStore): void {
  const state = store.getState();
  if (isBare(state) || !isPlainAddress(queryOf(state)) || wasOffered()) return;
  state.offerTour();
  const unsubscribe = store.subscribe(({ tourOffered }) => {
    if (tourOffered) return;
    unsubscribe();
    try {
      localStorage.setItem(KEPT, 'offered');
    } catch {
      // Storage is closed to the page.
    }
  });
}

function isPlainAddress(query: string): boolean {
  return [...new URLSearchParams(query).keys()].every((key) => key === 'world' || key === 'v');
}

function wasOffered(): boolean {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}
