import type { Frame } from '../../reasoning/trace';
import type { WorldParts } from '../worlds/page-world';
import { puzzleOf } from './puzzle';
import type { PlaygroundState } from './state';
import { extentNow, traceOf } from './thought';

/** Selectors of the state; each returns a stable value so that few components render. */

/** The visible segment, `null` before the first. */
export function frameShown(state: PlaygroundState): Frame | null {
  return traceOf(state)?.frames[state.playback.segment - 1] ?? null;
}

/** The segment before the visible one. */
export function frameBefore(state: PlaygroundState): Frame | null {
  return traceOf(state)?.frames[state.playback.segment - 2] ?? null;
}

/** First segment from which the board is solved and stays so up to the end; `null` if it is not. */
export function solvedAt(
  state: PlaygroundState,
  { report }: Pick<WorldParts, 'report'>,
): number | null {
  const { board } = state;
  const puzzle = puzzleOf(state);
  const frames = traceOf(state)?.frames.slice(0, extentNow(state).reached) ?? [];
  const unsolved = frames.findLastIndex((frame) => !report(frame, puzzle, board).solved);
  return unsolved === frames.length - 1 ? null : unsolved + 2;
}

export const endOf = (state: PlaygroundState): number => extentNow(state).end;
export const reachedOf = (state: PlaygroundState): number => extentNow(state).reached;
export const wishOf = (state: PlaygroundState): number | null => extentNow(state).wish;
export const segmentOf = (state: PlaygroundState): number => state.playback.segment;
