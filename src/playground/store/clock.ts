import type { StoreApi } from 'zustand/vanilla';
import type { Extent } from './halting';
import { beat, type Playback } from './playback';

/** A state with a thought to play. */
interface Played {
  readonly playback: Playback;
  tick(): void;
}

/**
 * Beats while a thought is played. A timer runs only while the playhead has somewhere to go, so an
 * idle page does nothing at all. Returns the function that stops it.
 * @param extentNow how far the thought goes
 */
export function runClock<State extends Played>(
  store: StoreApi<State>,
  extentNow: (state: State) => Extent,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { segment: number; delay: number } | null = null;

  const wind = () => {
    const state = store.getState();
    const delay = beat(state.playback, extentNow(state));
    const { segment } = state.playback;
    // A frame that arrives, or a hovered cell, must not start the running beat again.
    if (waiting?.segment === segment && waiting.delay === delay) return;
    clearTimeout(timer);
    waiting = delay === null ? null : { segment, delay };
    if (delay === null) return;
    timer = setTimeout(() => {
      waiting = null;
      store.getState().tick();
      wind();
    }, delay);
  };

  wind();
  const unsubscribe = store.subscribe(wind);
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
