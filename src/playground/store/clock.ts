import type { StoreApi } from 'zustand/vanilla';
import type { Extent } from './halting';
import { beat, type Playback } from './playback';

/** A state with a thought to play. */
interface Played {
  readonly playback: Playback;
  /** Whether it is visible; left out if unknown. */
  readonly onScreen?: boolean;
  tick(): void;
}

/**
 * Ticks while a visible thought is played. A timer runs only while the playhead can move, so an
 * idle page does nothing. Returns a function that stops it.
 * @param extentNow the number of segments to play
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
    // A new frame or a hovered cell must not restart the running timer.
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
