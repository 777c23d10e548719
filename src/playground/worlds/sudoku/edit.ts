import { puzzleOf } from '../../store/puzzle';
import type { PlaygroundState } from '../../store/state';

/** Writes a given at the cursor, 0 to clear it; begins editing if necessary. */
export function writeDigit(
  state: Pick<PlaygroundState, 'history' | 'cursor' | 'setEditing' | 'editPuzzle'>,
  digit: number,
): void {
  const givens = puzzleOf(state);
  state.setEditing(true);
  if (givens[state.cursor] !== digit) state.editPuzzle(givens.with(state.cursor, digit));
}
