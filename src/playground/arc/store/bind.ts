import { newId } from '../../../checkpoint/new-id';
import type { ModelSource } from '../../../worker/protocol';
import type { PlaygroundStore } from '../../store/playground';
import type { QuestionAsked } from '../../store/question';
import type { PlaygroundState } from '../../store/state';
import { canvasOf } from '../question';
import { learnedSoFar, whyNothing } from '../stage/words';
import type { ArcStore } from './arc';
import { canvasShown, knownAs, runShown } from './learning-state';
import { framesOf } from './look';
import type { ArcState } from './state';
import { takeModel } from './take-model';

/** The model of a run at rest. */
interface Learned {
  readonly run: number;
  readonly step: number;
  readonly source: ModelSource;
}

/**
 * Puts the question of the open task on the page's board, so that the page's engine thinks about
 * it: with the open model if it knows the task, or with the learned model when learning rests.
 * Until then the recorded answers are shown. The page's open model is the one that learns. Returns
 * a function that unsubscribes.
 */
export function bindQuestion(arc: ArcStore, page: PlaygroundStore): () => void {
  let learned: Learned | null = null;
  let taking: string | null = null;
  let opened: ModelSource | null = null;
  let last: QuestionAsked | null = null;
  let subject: unknown = null;

  const tell = () => {
    const here = page.getState();
    if (here.world !== 'arc' || here.model.board.world.id !== 'arc') return;
    if (here.model.source !== opened) {
      opened = here.model.source;
      learned = null;
      arc.getState().openModel(opened);
      return; // it is sent again by that
    }
    take();
    const state = arc.getState();
    const question = questionNow(state, here, learned);
    if (last !== null && isSame(question, last) && here.question.why === question.why) return;
    const { record, test, mode } = state;
    const now = `${record.id}:${test}`;
    const fresh = subject !== now || (question.source !== null && question.source !== last?.source);
    subject = now;
    last = question;
    here.ask(question, fresh && mode === 'look' ? 'play' : 'follow');
  };

  /** Takes the model of a run at rest, once for each step at which it rests. */
  const take = () => {
    const { run, record } = arc.getState();
    if (run === null || run.known || run.progress === null) return;
    if (run.phase !== 'finished' && run.phase !== 'paused') return;
    const { number, progress } = run;
    const key = `${number}:${progress.step}`;
    if (taking === key) return;
    taking = key;
    const name = `${record.id}, step ${progress.step}`;
    void takeModel(arc)
      .then(({ config, weights }) => {
        const source = { name, memory: { config, weights, version: newId() } };
        learned = { run: number, step: progress.step, source };
        tell();
      })
      // The run may be gone by then; its answers are still shown.
      .catch(() => undefined);
  };

  tell();
  const unsubscribe = [arc.subscribe(tell), page.subscribe(tell)];
  return () => unsubscribe.forEach((each) => each());
}

/** What the page should think about, and with which model. */
function questionNow(
  state: ArcState,
  { board }: PlaygroundState,
  learned: Learned | null,
): QuestionAsked {
  const { task } = state.history.present;
  const side = canvasShown(state);
  const puzzle = canvasOf(task.test[state.test]!, side ?? board.side);
  const run = runShown(state);
  const nothing = { puzzle, identifier: null, source: null, recording: null, note: null };
  if (side === null) return { ...nothing, why: whyNothing(state) };
  if (run === null || run.known) {
    const identifier = knownAs(state);
    return { ...nothing, identifier, why: whyNothing(state) };
  }
  const note = learnedSoFar(state);
  const newest = state.answersAt === null;
  if (
    newest &&
    learned?.run === run.number &&
    run.phase !== 'learning' &&
    run.phase !== 'preparing'
  ) {
    return { ...nothing, identifier: 0, source: learned.source, note, why: null };
  }
  const frames = framesOf(state);
  const recording =
    frames.length === 0 ? null : { model: state.record.id, trace: { input: puzzle, frames } };
  return { ...nothing, recording, note, why: whyNothing(state) };
}

function isSame(one: QuestionAsked, other: QuestionAsked): boolean {
  return (
    one.puzzle === other.puzzle &&
    one.identifier === other.identifier &&
    one.source === other.source &&
    one.why === other.why &&
    one.note === other.note &&
    one.recording?.trace.frames === other.recording?.trace.frames
  );
}
