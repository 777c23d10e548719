import { boardOfConfig } from '../worlds/board-of';
import { isPlain } from './chains';
import { LIMIT_RANGE } from './halting';
import { layHomeBoard } from './home-board';
import type { Lesson } from './lesson-state';
import { showBoard, puzzleOf, sameGrid } from './puzzle';
import type { PlaygroundState } from './state';
import { adoptThought } from './thought';

/**
 * Shows the student's present answer to the held-out puzzle. If a person has put another puzzle on
 * the lesson's board, that one stays; the engine thinks about it again as soon as it has the
 * weights.
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
 * The limit is the number of segments that the student is taught: with more segments it may get
 * worse, and the board would contradict the evaluation. A person can still move the limit.
 */
function limitOf(
  { limit, limitBefore }: PlaygroundState,
  { settings }: Lesson,
): Partial<PlaygroundState> {
  if (limitBefore !== null) return {};
  return { limit: Math.min(settings.segments, LIMIT_RANGE.max), limitBefore: limit };
}

/** Restores the limit from before the lesson. */
export function withoutLesson({
  limit,
  limitBefore,
}: Pick<PlaygroundState, 'limit' | 'limitBefore'>) {
  return { limit: limitBefore ?? limit, limitBefore: null };
}

/** Restores the board and the limit from before the lesson. */
export function showBefore(state: PlaygroundState): Partial<PlaygroundState> {
  return { ...layHomeBoard(state, state.model), ...withoutLesson(state) };
}
