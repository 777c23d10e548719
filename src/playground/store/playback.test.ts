import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Extent } from './halting';
import {
  beat,
  begin,
  INITIAL_PLAYBACK,
  LOOP_REST,
  pause,
  play,
  seek,
  settle,
  tick,
  type Playback,
} from './playback';

const extent = (reached: number, end: number): Extent => ({
  wish: null,
  end,
  reached,
  done: reached === end,
});

test('plays computed segments, waits for others, and rests at the end', () => {
  let playback = begin(INITIAL_PLAYBACK, 'play');
  playback = tick(tick(playback, extent(1, 3)), extent(1, 3));
  expect(playback).toMatchObject({ segment: 1, playing: true });
  expect(beat(playback, extent(1, 3))).toBeNull();
  playback = tick(tick(playback, extent(3, 3)), extent(3, 3));
  expect(playback).toMatchObject({ segment: 3, playing: false, pinned: true });
});

test('a loop rests on the last segment, then starts again', () => {
  const end = extent(2, 2);
  const looping = { ...begin(INITIAL_PLAYBACK, 'play'), loop: true };
  const last = tick(tick(looping, end), end);
  expect(last).toMatchObject({ segment: 2, playing: true });
  expect(beat(last, end)).toBe(LOOP_REST);
  expect(tick(last, end)).toMatchObject({ segment: 0, playing: true });
});

test('a playhead at the end moves with the end', () => {
  const parked = seek(INITIAL_PLAYBACK, extent(8, 8), 8);
  expect(settle(parked, extent(8, 16)).segment).toBe(8);
  expect(settle(parked, extent(12, 16)).segment).toBe(12);
  expect(settle(parked, extent(3, 3)).segment).toBe(3);
});

test('a playhead in the middle stays, unless the end moves before it', () => {
  const middle = seek(INITIAL_PLAYBACK, extent(8, 8), 4);
  expect(settle(middle, extent(16, 16)).segment).toBe(4);
  expect(settle(middle, extent(2, 2)).segment).toBe(2);
});

test('play at the end starts from the puzzle', () => {
  const parked = seek(INITIAL_PLAYBACK, extent(5, 5), 5);
  expect(play(parked, extent(5, 5))).toMatchObject({ segment: 0, playing: true, pinned: false });
});

test('after any events the playhead stays within the counted computed segments', () => {
  const extents = fc
    .tuple(fc.integer({ min: 1, max: 32 }), fc.nat(32))
    .map(([end, reached]) => extent(Math.min(end, reached), end));
  const action = fc.oneof(
    fc.constant((p: Playback, e: Extent) => tick(p, e)),
    fc.constant((p: Playback, e: Extent) => play(p, e)),
    fc.constant((p: Playback) => pause(p)),
    fc.integer({ min: -5, max: 40 }).map((n) => (p: Playback, e: Extent) => seek(p, e, n)),
    fc.constant((p: Playback) => ({ ...p, loop: !p.loop })),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(action, extents), { maxLength: 30 }), (steps) => {
      let playback = INITIAL_PLAYBACK;
      for (const [act, now] of steps) {
        playback = act(settle(playback, now), now);
        expect(playback.segment).toBeGreaterThanOrEqual(0);
        expect(playback.segment).toBeLessThanOrEqual(now.reached);
      }
    }),
  );
});
