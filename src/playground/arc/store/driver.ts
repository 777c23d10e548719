import { gridsEqual } from '../../../puzzles/arc/grid';
import type { ArcClient } from '../../../worker/arc-client';
import type { ArcStore } from './arc';
import { answersShown, isBusy, knownAs, runShown } from './learning-state';
import type { ArcState } from './state';

/** Milliseconds that the model waits for the next stroke while a question is drawn. */
const DRAWING_PAUSE = 400;

/**
 * Sends orders to the ARC worker, handles its events, and asks again when the visible questions
 * have changed since the answers. Returns a function that unsubscribes.
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
 * Whether the model knows the open task and has not been asked about it. A learned run of another
 * task is not given up for that.
 */
function isToBeRecalled(state: ArcState): boolean {
  if (knownAs(state) === null || runShown(state) !== null) return false;
  return state.run === null || (state.run.known && !isBusy(state));
}

/** Whether the newest answers are for other grids than the present questions. */
function hasOtherQuestions(state: ArcState): boolean {
  const answers = answersShown({ ...state, answersAt: null });
  if (answers === null) return false;
  const { test } = state.history.present.task;
  return (
    answers.questions.length !== test.length ||
    answers.questions.some(({ input }, at) => !gridsEqual(input, test[at]!.input))
  );
}
