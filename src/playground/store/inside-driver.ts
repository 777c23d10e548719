import type { EngineClient } from '../../worker/client';
import type { Grid } from '../worlds/page-world';
import { lengthOf } from './inside';
import type { PlaygroundStore } from './playground';
import { puzzleOf } from './puzzle';
import { identifierNow } from './question';
import { driveStudies } from './studies-driver';

/**
 * Lets the engine inspect the thought on the board while the instrument is open, up to its last
 * segment. After a change of model or backend the engine inspects again by itself. Returns a
 * function that unsubscribes.
 */
export function driveInside(store: PlaygroundStore, client: EngineClient): () => void {
  /** The puzzle of the inspected thought. */
  let about: Grid | null = null;
  let inspection = 0;
  /** Segments asked for. */
  let asked = 0;

  const follow = () => {
    const state = store.getState();
    const identifier = identifierNow(state);
    const puzzle = state.looksInside && identifier !== null ? puzzleOf(state) : null;
    if (puzzle !== about) {
      if (asked > 0) client.send({ type: 'uninspect' });
      about = puzzle;
      asked = 0;
      inspection++;
      state.forgetInside();
    }
    // A thought without segments may be about a puzzle that is still being typed.
    const thought = lengthOf(store.getState());
    if (puzzle === null || identifier === null || thought <= asked) return;
    asked = thought;
    const input = state.board.world.encode(puzzle);
    client.send({ type: 'inspect', inspection, input, identifier, limit: thought });
  };

  const unhear = client.subscribe((event) => {
    const { innerArrived, innerOnItsWay, note, setLooksInside } = store.getState();
    if (event.type === 'inspected' && event.inspection === inspection) {
      innerArrived(event.segment, event.frame);
    } else if (event.type === 'inspecting' && event.inspection === inspection) {
      innerOnItsWay(event.share);
    } else if (event.type === 'failed' && event.during === 'inspect') {
      setLooksInside(false);
      note(event.message);
    }
  });
  const endStudies = driveStudies(store, client);
  const unsubscribe = store.subscribe(follow);
  follow();
  return () => {
    unsubscribe();
    unhear();
    endStudies();
  };
}
