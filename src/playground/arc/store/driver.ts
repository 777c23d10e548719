import { gridsEqual } from '../../../puzzles/arc/grid';
import type { ArcClient } from '../../../worker/arc-client';
import type { ArcStore } from './arc';
import { answersShown, isBusy, knownAs, runShown } from './learning-state';
import type { ArcState } from './state';

/** How long the model waits for the next stroke while a question is drawn, in milliseconds. */
const DRAWING_PAUSE = 400;

/**
 * Carries orders to the ARC worker, brings back what it says, and asks again when the questions on
 * show are no longer those that were answered. Returns the function that lets go.
 */
export function driveArc(store: ArcStore, client: ArcClient): () => void {
  let drawing: ReturnType<typeof setTimeout> | undefined;

  const askAgain = () => {
    if (hasOtherQuestions(store.getState())) store.getState().ask();
  };
  const unhear = client.subscribe((event) => {
    store.getState().hear(event);
    if (event.type === 'arc-answers') askAgain();
  });
  const unsubscribe = store.subscribe((state, before) => {
    if (isToBeRecalled(state)) return void store.getState().recall();
    if (state.order !== null && state.order !== before.order) client.send(state.order.command);
    if (state.history.present.task !== before.history.present.task) {
      clearTimeout(drawing);
      drawing = setTimeout(askAgain, DRAWING_PAUSE);
    }
  });
  return () => {
    clearTimeout(drawing);
    unsubscribe();
    unhear();
    client.dispose();
  };
}

/**
 * Whether the task on show is one that the model knows and has not been asked about. What was
 * learned of another task is not given up for that.
 */
function isToBeRecalled(state: ArcState): boolean {
  if (knownAs(state) === null || runShown(state) !== null) return false;
  return state.run === null || (state.run.known && !isBusy(state));
}

/** Whether the newest answers are to other grids than the questions of now. */
function hasOtherQuestions(state: ArcState): boolean {
  const answers = answersShown({ ...state, answersAt: null });
  if (answers === null) return false;
  const { test } = state.history.present.task;
  return (
    answers.questions.length !== test.length ||
    answers.questions.some(({ input }, at) => !gridsEqual(input, test[at]!.input))
  );
}
