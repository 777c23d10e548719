import { boardOfConfig } from '../worlds/board-of';
import { isPlain } from './chains';
import { LIMIT_RANGE } from './halting';
import { layHomeBoard } from './home-board';
import type { Lesson } from './lesson-state';
import { showBoard, puzzleOf, sameGrid } from './puzzle';
import type { PlaygroundState } from './state';
import { adoptThought } from './thought';

/**
 * Shows what the student makes of the held-out puzzle now. Whoever put another puzzle on the lesson's
 * board goes on seeing that one; the engine thinks about it again as soon as it has the weights.
 */
export function showStudent(state: PlaygroundState, lesson: Lesson): Partial<PlaygroundState> {
  if (lesson.student === null) return {};
  const { puzzle, frames } = lesson.student.trackedExample;
  const home = boardOfConfig(state.tabs, lesson.config);
  const grid = home.world.decode(puzzle);
  const board = { ...home, key: `lesson:${lesson.id}` };
  const laid = { ...showBoard(state, board, () => grid), ...limitOf(state, lesson) };
  const next = { ...state, ...laid };
  if (!sameGrid(puzzleOf(next), grid)) return laid;
  // An evaluation uses one chain. Another thought on the board stays until the engine has its next.
  if (!isPlain(next) && next.live !== null) return laid;
  return { ...laid, ...adoptThought(next, { input: puzzle, frames }) };
}

/**
 * The student is watched for as many segments as it is taught to think; further on it may lose what it
 * had, and the board would belie the evaluation. One can move the limit all the same.
 */
function limitOf(
  { limit, limitBefore }: PlaygroundState,
  { settings }: Lesson,
): Partial<PlaygroundState> {
  if (limitBefore !== null) return {};
  return { limit: Math.min(settings.segments, LIMIT_RANGE.max), limitBefore: limit };
}

/** Brings back the limit from before the lesson. */
export function withoutLesson({
  limit,
  limitBefore,
}: Pick<PlaygroundState, 'limit' | 'limitBefore'>) {
  return { limit: limitBefore ?? limit, limitBefore: null };
}

/** Brings back the board that lay there before the lesson, and the limit. */
export function showBefore(state: PlaygroundState): Partial<PlaygroundState> {
  return { ...layHomeBoard(state, state.model), ...withoutLesson(state) };
}
