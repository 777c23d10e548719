import type { Board } from '../worlds/page-world';
import { showBoard } from './puzzle';
import type { PlaygroundState } from './state';
import { startThought } from './thought';

/**
 * Opens the board of a model: with its first puzzle, whose thought plays, or as it was left,
 * without playing again.
 */
export function layHomeBoard(
  state: PlaygroundState,
  { board }: { readonly board: Board },
): Partial<PlaygroundState> {
  const laid = showBoard(state, board, () => board.world.firstPuzzle(board));
  const isNew = board.key !== state.board.key && !state.shelf.has(board.key);
  return isNew ? { ...laid, ...startThought(state) } : laid;
}
