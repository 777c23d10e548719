import type { Board } from '../worlds/page-world';
import { showBoard } from './puzzle';
import type { PlaygroundState } from './state';
import { startThought } from './thought';

/**
 * Lays the board of a model: with a first puzzle, the thought about which plays; or as it was left,
 * when its thought has been seen.
 */
export function layHomeBoard(
  state: PlaygroundState,
  { board }: { readonly board: Board },
): Partial<PlaygroundState> {
  const laid = showBoard(state, board, () => board.world.firstPuzzle(board));
  const isNew = board.key !== state.board.key && !state.shelf.has(board.key);
  return isNew ? { ...laid, ...startThought(state) } : laid;
}
