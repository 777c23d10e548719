import type { Frame } from '../../../reasoning/trace';
import { extentOf, type Extent } from '../../store/halting';
import * as playback from '../../store/playback';
import type { Playback, Speed } from '../../store/playback';
import { questionShown } from './learning-state';
import type { ArcSlice, ArcState } from './state';

/** What one looks at: which question, which segment, and how it is drawn. */
export interface LookSlice {
  /** The question on show, counted from 0. */
  readonly test: number;
  readonly playback: Playback;
  /** Whether a final answer plays from its first segment; its end is shown at once otherwise. */
  readonly autoplay: boolean;
  /** Whether every colour bears a sign. */
  readonly signs: boolean;
  /** Whether the known answer was asked for. */
  readonly revealed: boolean;
  chooseTest(test: number): void;
  setSigns(signs: boolean): void;
  reveal(): void;
  play(): void;
  pause(): void;
  seek(segment: number): void;
  tick(): void;
  setSpeed(speed: Speed): void;
}

const NO_FRAMES: readonly Frame[] = [];

/** The question on show as the plain view thinks about it, segment by segment. */
export function framesOf(state: ArcState): readonly Frame[] {
  return questionShown(state)?.frames ?? NO_FRAMES;
}

/** How far the thought on show goes; questions are thought about to the end, whatever Q says. */
export function extentNow(state: ArcState): Extent {
  const frames = framesOf(state);
  return extentOf({ frames }, frames.length, false);
}

export const createLook =
  (autoplay: boolean): ArcSlice<LookSlice> =>
  (set) => {
    const move = (to: (now: Playback, extent: Extent) => Playback) =>
      set((state) => ({ playback: to(state.playback, extentNow(state)) }));
    return {
      test: 0,
      playback: { ...playback.INITIAL_PLAYBACK, speed: 4 },
      autoplay,
      signs: false,
      revealed: false,
      chooseTest: (test) =>
        set((state) => ({
          test,
          revealed: false,
          place: { part: 'test', at: test, side: 'input' },
          ...follow({ ...state, test }),
        })),
      setSigns: (signs) => set({ signs }),
      reveal: () => set({ revealed: true }),
      play: () => move(playback.play),
      pause: () => move(playback.pause),
      seek: (segment) => move((now, extent) => playback.seek(now, extent, segment)),
      tick: () => move(playback.tick),
      setSpeed: (speed) => move((now) => ({ ...now, speed })),
    };
  };

/** The end of another thought is shown at once. */
export function follow(state: ArcState): Partial<ArcState> {
  const begun = playback.begin(state.playback, 'follow');
  return { playback: playback.settle(begun, extentNow(state)) };
}

/** Another thought, played from its start where people do not mind motion. */
export function replay(state: ArcState): Partial<ArcState> {
  if (!state.autoplay || extentNow(state).reached === 0) return follow(state);
  return { playback: playback.begin(state.playback, 'play') };
}

/** Another task is on show: its first question, nothing given away. */
export function begun(_: ArcState, next: ArcState): Partial<ArcState> {
  const test = 0;
  return {
    test,
    revealed: false,
    place: { part: 'test', at: 0, side: 'input' },
    ...follow({ ...next, test }),
  };
}
