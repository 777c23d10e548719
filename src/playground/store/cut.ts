import type { WorldParts } from '../worlds/page-world';
import { puzzleOf } from './puzzle';
import type { PlaygroundState } from './state';
import { extentNow, traceOf } from './thought';

/**
 * The segment after which the limit cuts the thought off before it is right: the visible one, if it
 * is the last counted one; `null` if the thought is not cut off, or another segment is visible.
 */
export function cutOffAt(
  state: PlaygroundState,
  { report }: Pick<WorldParts, 'report'>,
): number | null {
  const { end, reached, wish } = extentNow(state);
  const { segment } = state.playback;
  const frame = traceOf(state)?.frames[segment - 1];
  if (frame === undefined || segment !== end || reached !== end || end !== state.limit) return null;
  if (state.halting && wish === end) return null;
  return report(frame, puzzleOf(state), state.board).solved ? null : segment;
}
