import { hasTasks } from '../worlds/page-world';
import { activeLesson } from './active-lesson';
import type { PlaygroundState } from './state';

/**
 * Whether a person can race the model on the puzzle: its world has a race, and the page is not
 * embedded.
 */
export function mayRace(state: PlaygroundState): boolean {
  return !hasTasks(state.board.world) && activeLesson(state) === null;
}

/** Whether a person is solving it. A presentation shows the thought instead. */
export function isRacing(state: PlaygroundState): boolean {
  return state.racing && !state.presenting && mayRace(state);
}
