import { sourceKey } from '../../checkpoint/model-source';
import type { EngineClient } from '../../worker/client';
import type { Grid } from '../worlds/page-world';
import { sourceNow } from './model';
import type { PlaygroundStore } from './playground';
import { puzzleOf } from './puzzle';
import { identifierNow } from './question';
import type { PlaygroundState } from './state';

/** What is studied: the puzzle on the board and the open model, on any backend. */
interface Subject {
  readonly puzzle: Grid;
  /** Its key; it stays the same while the model is taught. */
  readonly model: string;
  /** Row of its puzzle embedding; `null` while the model does not know the task. */
  readonly identifier: number | null;
}

/**
 * Sends studies to the engine and handles their parts. When the puzzle or the model changes, all
 * are cancelled. Returns a function that unsubscribes.
 */
export function driveStudies(store: PlaygroundStore, client: EngineClient): () => void {
  const subjectOf = (state: PlaygroundState): Subject => {
    const source = sourceNow(state);
    const model = 'memory' in source ? source.name : sourceKey(source);
    return { puzzle: puzzleOf(state), model, identifier: identifierNow(state) };
  };
  let subject = subjectOf(store.getState());
  /** Numbers of the studies that were sent and are still wanted. */
  const sent = new Set<number>();

  const follow = (state: PlaygroundState) => {
    const now = subjectOf(state);
    const same =
      now.puzzle === subject.puzzle &&
      now.model === subject.model &&
      now.identifier === subject.identifier;
    subject = now;
    if (!same && Object.keys(state.studies).length > 0) return void state.forgetStudies();
    const running = Object.values(state.studies).filter(({ phase }) => phase === 'running');
    const wanted = new Map(running.map((run) => [run.number, run]));
    for (const study of sent) {
      if (wanted.has(study)) continue;
      sent.delete(study);
      client.send({ type: 'unstudy', study });
    }
    for (const [study, { order }] of wanted) {
      if (sent.has(study)) continue;
      sent.add(study);
      const input = state.board.world.encode(now.puzzle);
      const { identifier } = now;
      if (identifier === null) state.studyEnded(study, 'The model does not know this task yet.');
      else client.send({ type: 'study', study, order, input, identifier });
    }
  };
  const unhear = client.subscribe((event) => {
    const { studyArrived, studyOnItsWay, studyEnded } = store.getState();
    if (event.type === 'studied') studyArrived(event.study, event.part);
    if (event.type === 'studying') studyOnItsWay(event.study, event.share);
    if (event.type !== 'study-ended') return;
    sent.delete(event.study);
    studyEnded(event.study, event.message);
  });
  const unsubscribe = store.subscribe(follow);
  return () => {
    unsubscribe();
    unhear();
  };
}
