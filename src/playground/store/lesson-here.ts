import { boardOfConfig } from '../worlds/board-of';
import type { Lesson } from './lesson-state';
import type { PlaygroundState } from './state';

/** The lesson under way if it is in this world; in the others it goes on unseen. */
export function lessonIn(
  { lesson, tabs }: Pick<PlaygroundState, 'lesson' | 'tabs'>,
  world: string,
): Lesson | null {
  if (lesson === null) return null;
  return boardOfConfig(tabs, lesson.config).world.id === world ? lesson : null;
}

/** The lesson under way if its world is the one on the board. */
export function lessonHere(
  state: Pick<PlaygroundState, 'lesson' | 'tabs' | 'board'>,
): Lesson | null {
  return lessonIn(state, state.board.world.id);
}
