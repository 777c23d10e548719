import { hasTasks } from '../worlds/page-world';
import { activeLesson } from './active-lesson';
import type { PlaygroundState } from './state';

/** Whether a person could solve the puzzle beside the model: alone, and by rules that are known. */
export function mayRace(state: PlaygroundState): boolean {
  return !hasTasks(state.board.world) && activeLesson(state) === null;
}

/** Whether a person is at it. In front of a class the thought is what is shown. */
export function isRacing(state: PlaygroundState): boolean {
  return state.racing && !state.presenting && mayRace(state);
}
