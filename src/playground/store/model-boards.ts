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

/**
 * How many cells in a row a board has more or less than the boards a model was trained on, 0 if it is
 * one of them or between them.
 */
export function beyondTraining({ sides }: ModelChoice, side: number): number {
  return Math.max(side - Math.max(...sides), Math.min(...sides) - side, 0);
}

/**
 * The models of a list that think about puzzles on this board, the one that was trained nearest to
 * its size first.
 */
export function modelsForBoard(models: readonly ModelChoice[], board: Board): ModelChoice[] {
  return models
    .filter((model) => takesBoard(model, board))
    .sort((a, b) => beyondTraining(a, board.side) - beyondTraining(b, board.side));
}

/**
 * The boards on which models of a list think about a maze with this many cells in a row, the best one
 * first. If a model was trained only on larger mazes, its board is that of the smallest of them.
 */
export function boardsForMaze(models: readonly ModelChoice[], side: number): ModelChoice[] {
  return models
    .flatMap((model) => {
      const { board } = model;
      const its =
        boardOfSide(model, Math.max(side, Math.min(...model.sides))) ??
        (board.side >= side ? board : null);
      return its === null ? [] : [onBoard(model, its)];
    })
    .sort((a, b) => {
      const beyond = beyondTraining(a, a.board.side) - beyondTraining(b, b.board.side);
      return beyond || a.board.side - b.board.side;
    });
}

/** Those models of a list that think about puzzles with this many cells in a row, on their boards. */
export function modelsOfSide(models: readonly ModelChoice[], side: number): ModelChoice[] {
  return models.flatMap((model) => {
    const its = boardOfSide(model, side);
    return its === null ? [] : [onBoard(model, its)];
  });
}

/** The model of a list on one of its boards. */
export function onBoard(model: ModelChoice, board: Board): ModelChoice {
  if (board.key === model.board.key) return model;
  return { ...model, board, source: { ...model.source, side: board.side } };
}
