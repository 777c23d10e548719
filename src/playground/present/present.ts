import { applyUrl, resetSettings } from '../page/settings';
import type { PlaygroundStore } from '../store/playground';
import type { Stop } from '../store/present';

/** Starts or ends a presentation; it requests full screen, but works without it. */
export function togglePresenting(store: PlaygroundStore): void {
  const { presenting, setPresenting, setSay } = store.getState();
  setPresenting(!presenting);
  if (presenting) {
    setSay('');
    if (document.fullscreenElement !== null) void document.exitFullscreen();
  } else {
    document.documentElement.requestFullscreen?.().catch(() => undefined);
  }
}

/** Goes to a stop of the script, counted from 1; does nothing if it does not exist. */
export function goToStop(store: PlaygroundStore, number: number): void {
  const { stops } = store.getState();
  const stop = stops[number - 1];
  if (stop === undefined) return;
  store.getState().setStop(number);
  showStop(store, stop);
}

function showStop(store: PlaygroundStore, { say, query }: Stop): void {
  resetSettings(store);
  applyUrl(store, query);
  store.getState().setSay(say);
  store.getState().setPresenting(true);
}

/** Handles the keys of a presenter, including those of clickers. Returns whether it was one. */
export function presentByKey(store: PlaygroundStore, key: string): boolean {
  const { presenting, stop } = store.getState();
  if (!presenting) return false;
  if (key === 'PageDown' || key === 'n') goToStop(store, stop + 1);
  else if (key === 'PageUp') goToStop(store, stop - 1);
  else if (key === 'Escape') togglePresenting(store);
  else return false;
  return true;
}
