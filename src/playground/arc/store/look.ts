import type { Frame } from '../../../reasoning/trace';
import { questionShown } from './learning-state';
import type { ArcSlice, ArcState } from './state';

/** The view state: which question, and how it is drawn. The page has the thought itself. */
export interface LookSlice {
  /** The visible question, counted from 0. */
  readonly test: number;
  /** Whether every colour has a sign. */
  readonly signs: boolean;
  /** Whether the right answer was requested. */
  readonly revealed: boolean;
  chooseTest(test: number): void;
  setSigns(signs: boolean): void;
  reveal(): void;
}

const NO_FRAMES: readonly Frame[] = [];

/** The thought of the plain view about the visible question during learning. */
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

/** Another task is open: its first question, with the right answer hidden. */
export function begun(): Partial<ArcState> {
  return { test: 0, revealed: false, place: { part: 'test', at: 0, side: 'input' } };
}
