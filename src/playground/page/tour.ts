import type { PlaygroundStore } from '../store/playground';
import { isBare } from '../store/view';
import { queryOf } from './settings';

const KEPT = 'hrm-playground:tour';

/**
 * Offers the tour on a first visit to the whole page, if the address has only the world. It is not
 * offered again after it was taken or declined; in a browser that keeps nothing, not before the
 * next load.
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
