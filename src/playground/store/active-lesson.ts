import { lessonsOf, type LessonId } from '../../training/lessons/ids';
import { boardOfConfig } from '../worlds/board-of';
import type { Lesson } from './lesson-state';
import type { PlaygroundState } from './state';
import { isRecorded } from './thought';

/**
 * The lesson in progress if it is in this world; in other worlds it continues in the background.
 */
export function lessonIn(
  { lesson, tabs }: Pick<PlaygroundState, 'lesson' | 'tabs'>,
  world: string,
): Lesson | null {
  if (lesson === null) return null;
  return boardOfConfig(tabs, lesson.config).world.id === world ? lesson : null;
}

/** The lesson in progress if its world is the one on the board. */
export function activeLesson(
  state: Pick<PlaygroundState, 'lesson' | 'tabs' | 'board'>,
): Lesson | null {
  return lessonIn(state, state.board.world.id);
}

/**
 * Whether the visible thought came with the page: neither thought here, nor told by a model that
 * learns here.
 */
export function cameWithPage(state: PlaygroundState): boolean {
  return isRecorded(state) && activeLesson(state) === null && state.question.note === null;
}

/** Title of the world of the lesson in progress, if another tab is open. */
export function lessonElsewhere({
  lesson,
  tabs,
  world,
}: Pick<PlaygroundState, 'lesson' | 'tabs' | 'world'>): string | null {
  if (lesson === null) return null;
  const its = boardOfConfig(tabs, lesson.config).world;
  return its.id === world ? null : its.title;
}

/** The selected lesson of the present world. */
export function offeredIn({
  offered,
  board,
}: Pick<PlaygroundState, 'offered' | 'board'>): LessonId {
  const here = lessonsOf(board.world.id);
  return here.includes(offered) ? offered : (here[0] ?? offered);
}
