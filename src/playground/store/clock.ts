import type { StoreApi } from 'zustand/vanilla';
import type { Extent } from './halting';
import { beat, type Playback } from './playback';

/** A state with a thought to play. */
interface Played {
  readonly playback: Playback;
  /** Whether it can be seen at all; left out where that is not known. */
  readonly onScreen?: boolean;
  tick(): void;
}

/**
 * Beats while a thought is played and can be seen. A timer runs only while the playhead has somewhere to go, so an
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
    const delay = state.onScreen === false ? null : beat(state.playback, extentNow(state));
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
