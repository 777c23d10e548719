import * as z from 'zod/mini';
import type { Frame, Trace } from '../../reasoning/trace';
import { appendFrame } from './frame-cache';
import { extentOf, LIMIT_RANGE, type Extent } from './halting';
import * as playback from './playback';
import { INITIAL_PLAYBACK, SPEEDS, type Playback, type Speed } from './playback';
import { hundredths, onOff, oneOf, setting, whole } from './setting';
import type { SliceCreator } from './state';

/** An earlier trace, shown until the engine has caught up with it. */
export interface Recording {
  readonly model: string;
  readonly trace: Trace;
}

/** The thought about the puzzle, its limit, and the visible segment. */
export interface ThoughtSlice {
  /** The engine's thought about the puzzle so far, or `null` before it was asked. */
  readonly live: Trace | null;
  /** The recorded thought, while it is about the puzzle on the board. */
  readonly recording: Recording | null;
  /** Whether the engine is thinking about this puzzle. */
  readonly computing: boolean;
  /** Progress of the present segment, 0…1, if it takes long. */
  readonly part: { readonly segment: number; readonly share: number } | null;
  /** Whether thinking waits for a person. */
  readonly stopped: boolean;
  /** The ACT limit, in segments. */
  readonly limit: number;
  /** Whether a person has moved the limit. */
  readonly limitMoved: boolean;
  /** Whether the Q head's first wish to halt ends the thought. */
  readonly halting: boolean;
  /**
   * The probability σ(q_halt), 0…1, at which it halts, if a person has set it; `null` for the
   * model's rule: q_halt > q_continue.
   */
  readonly sureness: number | null;
  readonly playback: Playback;
  /** Whether a new thought plays from its start; otherwise its end is followed (less motion). */
  readonly autoplay: boolean;

  setLimit(limit: number): void;
  setHalting(halting: boolean): void;
  setSureness(sureness: number | null): void;
  play(): void;
  pause(): void;
  /** Shows one segment, 0 (the puzzle) to the last one computed; the thought stays there. */
  seek(segment: number): void;
  step(by: number): void;
  /** The playback clock's beat. */
  tick(): void;
  setSpeed(speed: Speed): void;
  setLoop(loop: boolean): void;

  showRecording(recording: Recording): void;
  /** The thought stays on the board as a recording until the engine has caught up with it. */
  keepShowing(model: string): void;
  /** Takes the known part of the thought about the puzzle. */
  setTrace(live: Trace): void;
  frameArrived(segment: number, frame: Frame): void;
  setComputing(computing: boolean): void;
  setPart(segment: number, share: number): void;
  /** Interrupts the present segment, or lets the thought continue. */
  setStopped(stopped: boolean): void;
}

/** Default limit and halting. */
export const DEFAULTS = { limit: 16, halting: true, sureness: null } as const;

/** The range of the halting probability that a person can set, in percent. */
export const SURENESS_RANGE = { min: 1, max: 99.9 } as const;

export const thoughtSettings = {
  limit: setting<number>({
    ...whole(LIMIT_RANGE.min, LIMIT_RANGE.max),
    usual: DEFAULTS.limit,
    get: (state) => state.limitBefore ?? state.limit,
    set: (state, limit) => state.setLimit(limit),
  }),
  halting: setting<boolean>({
    ...onOff,
    usual: DEFAULTS.halting,
    get: ({ halting }) => halting,
    set: (state, halting) => state.setHalting(halting),
  }),
  /** In percent; 0 leaves it to the model. */
  sure: setting<number>({
    codec: hundredths.check(z.refine((sure) => sure === 0 || inRange(sure, SURENESS_RANGE))),
    wanted: `a number from ${SURENESS_RANGE.min} to ${SURENESS_RANGE.max}, or 0`,
    usual: 0,
    get: ({ sureness }) => (sureness === null ? 0 : Math.round(1000 * sureness) / 10),
    set: (state, sure) => state.setSureness(sure === 0 ? null : sure / 100),
  }),
  speed: setting<Speed>({
    ...oneOf(SPEEDS),
    usual: INITIAL_PLAYBACK.speed,
    get: (state) => state.playback.speed,
    set: (state, speed) => state.setSpeed(speed),
    stays: true,
  }),
  loop: setting<boolean>({
    ...onOff,
    usual: INITIAL_PLAYBACK.loop,
    get: (state) => state.playback.loop,
    set: (state, loop) => state.setLoop(loop),
    stays: true,
  }),
};

function inRange(value: number, { min, max }: { readonly min: number; readonly max: number }) {
  return value >= min && value <= max;
}

type Thought = Pick<
  ThoughtSlice,
  'live' | 'recording' | 'computing' | 'limit' | 'halting' | 'sureness' | 'playback'
>;

/** The visible thought: the engine's, unless a recorded one is longer. */
export function traceOf(state: Thought): Trace | null {
  return isRecorded(state) ? state.recording!.trace : state.live;
}

/** Whether the visible thought is a recording. */
export function isRecorded({ live, recording, limit }: Thought): boolean {
  if (recording === null) return false;
  const recorded = recording.trace.frames.length;
  return live === null || live.frames.length < Math.min(limit, recorded);
}

const NOTHING: Pick<Trace, 'frames'> = { frames: [] };

export function extentNow(state: Thought): Extent {
  return extentOf(traceOf(state) ?? NOTHING, state);
}

const FORGOTTEN = { live: null, recording: null, computing: false };

/** Forgets the thought about another puzzle and plays the new one from its start. */
export function startThought(state: Pick<ThoughtSlice, 'playback' | 'autoplay'>): Partial<Thought> {
  const how = state.autoplay ? 'play' : 'follow';
  return { ...FORGOTTEN, playback: playback.begin(state.playback, how) };
}

/** Forgets the thought about another puzzle and follows the end of the new one. */
export function resetTraceFollowing(state: Pick<ThoughtSlice, 'playback'>): Partial<Thought> {
  return { ...FORGOTTEN, playback: playback.begin(state.playback, 'follow') };
}

/** Adopts another thought about the puzzle on the board; the playhead stays where it can. */
export function adoptThought(state: Thought, live: Trace): Partial<Thought> {
  return changed(state, { live, recording: null, computing: false });
}

/** Applies a change to the thought and fits the playhead to it. */
function changed(state: Thought, patch: Partial<Thought>): Partial<Thought> {
  const next = { ...state, ...patch };
  return { ...patchOf(next), playback: playback.settle(next.playback, extentNow(next)) };
}

export const createThought: SliceCreator<ThoughtSlice> = (set) => {
  const change = (patch: (state: ThoughtSlice) => Partial<Thought>) =>
    set((state) => changed(state, patch(state)));
  const move = (to: (now: Playback, extent: Extent) => Playback) =>
    set((state) => ({ playback: to(state.playback, extentNow(state)) }));

  return {
    live: null,
    recording: null,
    computing: false,
    part: null,
    stopped: false,
    ...DEFAULTS,
    limitMoved: false,
    playback: playback.INITIAL_PLAYBACK,
    autoplay: true,

    setLimit: (limit) => {
      const { min, max } = LIMIT_RANGE;
      change(() => ({ limit: Math.max(min, Math.min(max, Math.round(limit))) }));
      set({ limitMoved: true });
    },
    setHalting: (halting) => change(() => ({ halting })),
    setSureness: (sureness) => change(() => ({ sureness })),
    play: () => move(playback.play),
    pause: () => move(playback.pause),
    seek: (segment) => move((now, extent) => playback.seek(now, extent, segment)),
    step: (by) => move((now, extent) => playback.seek(now, extent, now.segment + by)),
    tick: () => move(playback.tick),
    setSpeed: (speed) => move((now) => ({ ...now, speed })),
    setLoop: (loop) => move((now) => ({ ...now, loop })),

    showRecording: (recording) => change(() => ({ recording })),
    keepShowing: (model) =>
      change(({ live }) =>
        live === null || live.frames.length === 0 ? {} : { recording: { model, trace: live } },
      ),
    setTrace: (live) => change(() => ({ live })),
    frameArrived: (segment, frame) => {
      change(({ live }) => (live === null ? {} : { live: appendFrame(live, segment, frame) }));
      set({ part: null });
    },
    setComputing: (computing) => set({ computing, part: null }),
    setPart: (segment, share) => set({ part: { segment, share } }),
    setStopped: (stopped) => set({ stopped }),
  };
};

function patchOf(state: Thought): Partial<Thought> {
  const { live, recording, computing, limit, halting, sureness } = state;
  return { live, recording, computing, limit, halting, sureness };
}
