import { decodeSudoku } from '../../puzzles/sudoku/codec';
import type { Lesson } from './lesson-state';
import { geometryOfConfig, layHomeBoard } from './model';
import { givensOf, layBoard, sameGrid } from './puzzle';
import type { PlaygroundState } from './state';
import { adoptThought } from './thought';

/**
 * Shows what the pupil makes of the held-out puzzle now. Whoever put another puzzle on the lesson's
 * board goes on seeing that one; the engine thinks about it anew as soon as it has the weights.
 */
export function showPupil(state: PlaygroundState, lesson: Lesson): Partial<PlaygroundState> {
  if (lesson.pupil === null) return {};
  const { puzzle, frames } = lesson.pupil.specimen;
  const grid = decodeSudoku(puzzle);
  const board = { key: `lesson:${lesson.id}`, geometry: geometryOfConfig(lesson.config) };
  const laid = layBoard(state, board, () => grid);
  const next = { ...state, ...laid };
  if (!sameGrid(givensOf(next), grid)) return laid;
  return { ...laid, ...adoptThought(next, { input: puzzle, frames }) };
}

/** Brings back the board that lay there before the lesson. */
export function showBefore(state: PlaygroundState): Partial<PlaygroundState> {
  return layHomeBoard(state, state.model);
}
