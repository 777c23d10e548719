import type { Frame } from '../../../reasoning/trace';
import { questionShown } from './learning-state';
import type { ArcSlice, ArcState } from './state';

/** What one looks at: which question, and how it is drawn. The thought itself is the page's. */
export interface LookSlice {
  /** The question on show, counted from 0. */
  readonly test: number;
  /** Whether every colour bears a sign. */
  readonly signs: boolean;
  /** Whether the known answer was asked for. */
  readonly revealed: boolean;
  chooseTest(test: number): void;
  setSigns(signs: boolean): void;
  reveal(): void;
}

const NO_FRAMES: readonly Frame[] = [];

/** The question on show as the plain view thought about it while the task was learned. */
export function framesOf(state: ArcState): readonly Frame[] {
  return questionShown(state)?.frames ?? NO_FRAMES;
}

export const createLook: ArcSlice<LookSlice> = (set) => ({
  test: 0,
  signs: false,
  revealed: false,
  chooseTest: (test) =>
    set({ test, revealed: false, place: { part: 'test', at: test, side: 'input' } }),
  setSigns: (signs) => set({ signs }),
  reveal: () => set({ revealed: true }),
});

/** Another task is on show: its first question, nothing given away. */
export function begun(): Partial<ArcState> {
  return { test: 0, revealed: false, place: { part: 'test', at: 0, side: 'input' } };
}
