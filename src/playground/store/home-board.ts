import type { Board } from '../worlds/page-world';
import { showBoard } from './puzzle';
import type { PlaygroundState } from './state';

/** Lays the board of a model, as it was left or with a first puzzle. */
export function layHomeBoard(
  state: PlaygroundState,
  { board }: { readonly board: Board },
): Partial<PlaygroundState> {
  return showBoard(state, board, () => board.world.firstPuzzle(board));
}
