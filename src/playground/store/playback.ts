import type { Extent } from './halting';

/** Segments shown per second. */
export const SPEEDS = [1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

/** Milliseconds that the last segment stays before a loop begins again. */
export const LOOP_REST = 1600;

/**
 * The visible segment of a recorded thought. Playback reads the trace; it never drives the engine.
 */
export interface Playback {
  /** Visible segment; 0 is the puzzle before the first one. */
  readonly segment: number;
  readonly playing: boolean;
  /** At the end: the playhead moves with the end, and with new segments. */
  readonly pinned: boolean;
  readonly loop: boolean;
  readonly speed: Speed;
}

export const INITIAL_PLAYBACK: Playback = {
  segment: 0,
  playing: false,
  pinned: true,
  loop: false,
  speed: 2,
};

/** A new thought: played from its start, or followed at its end as it is computed. */
export function begin(playback: Playback, how: 'play' | 'follow'): Playback {
  return { ...playback, segment: 0, playing: how === 'play', pinned: how === 'follow' };
}

/** Fits the playhead to a thought that grew, or whose end was moved. */
export function settle(playback: Playback, extent: Extent): Playback {
  const segment = playback.pinned ? extent.reached : Math.min(playback.segment, extent.reached);
  return rest({ ...playback, segment }, extent);
}

/**
 * The clock's tick: one segment forward, if it is computed; back to the start at the end of a loop.
 */
export function tick(playback: Playback, extent: Extent): Playback {
  if (!playback.playing) return playback;
  if (playback.segment >= extent.end) {
    return playback.loop ? { ...playback, segment: 0 } : rest(playback, extent);
  }
  if (playback.segment >= extent.reached) return playback;
  return rest({ ...playback, segment: playback.segment + 1 }, extent);
}

/** Play continues, or starts again when the thought is over. */
export function play(playback: Playback, extent: Extent): Playback {
  const over = playback.segment >= extent.end;
  return { ...playback, segment: over ? 0 : playback.segment, playing: true, pinned: false };
}

export function pause(playback: Playback): Playback {
  return { ...playback, playing: false };
}

/** Shows one segment and stays there; at the last one it moves with the end. */
export function seek(playback: Playback, extent: Extent, segment: number): Playback {
  const at = Math.max(0, Math.min(Math.round(segment), extent.reached));
  return { ...playback, segment: at, playing: false, pinned: at === extent.reached && at > 0 };
}

/** Milliseconds until the next beat, or `null` when there is nothing to wait for. */
export function beat(playback: Playback, extent: Extent): number | null {
  if (!playback.playing) return null;
  if (playback.segment >= extent.end) return playback.loop ? LOOP_REST : null;
  // The segment is not computed yet; it starts the clock again when it comes.
  if (playback.segment >= extent.reached) return null;
  return 1000 / playback.speed;
}

/** At the end of a thought that is not looped, playing is over. */
function rest(playback: Playback, extent: Extent): Playback {
  if (!playback.playing || playback.loop || playback.segment < extent.end) return playback;
  return { ...playback, playing: false, pinned: true };
}
