import { sharesVocabulary } from '../../puzzles/world';
import { hasTasks, type Board } from '../worlds/page-world';
import type { ModelChoice } from './model';

/**
 * The board on which a model thinks about puzzles with this many cells in a row: its own, or another
 * of its world if no weight belongs to a position; `null` if there is none. (Learning an ARC task
 * chooses its own canvas.)
 */
export function boardOfSide({ board, anySize }: ModelChoice, side: number): Board | null {
  if (side === board.side) return board;
  const { world, rule } = board;
  const suits = anySize && !hasTasks(world) && sharesVocabulary(world, side, board.side);
  return suits ? world.board(side * side, rule) : null;
}

/** Whether a model thinks about puzzles on this board. */
export function takesBoard(model: ModelChoice, board: Board): boolean {
  return boardOfSide(model, board.side)?.key === board.key;
}

/** The model of a list on one of its boards. */
export function onBoard(model: ModelChoice, board: Board): ModelChoice {
  if (board.key === model.board.key) return model;
  return { ...model, board, source: { ...model.source, side: board.side } };
}
