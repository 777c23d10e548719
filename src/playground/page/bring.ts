import { formatArc, parseArcFiles } from '../../puzzles/arc/parse';
import { fitMaze } from '../../puzzles/maze/drawn';
import {
  readPuzzles,
  type Brought,
  type ReadItem,
  type ReadWorld,
} from '../../puzzles/reading/read';
import { activeLesson } from '../store/active-lesson';
import type { ModelChoice } from '../store/model';
import { boardsForMaze, modelsOfSide } from '../store/model-boards';
import type { PlaygroundStore } from '../store/playground';
import type { PlaygroundState } from '../store/state';
import type { Board, Grid } from '../worlds/page-world';

/**
 * The result of opening something: a sentence for the person, or `null` if the board shows
 * everything.
 */
export interface Outcome {
  readonly taken: boolean;
  readonly message: string | null;
}

/**
 * Reads files or texts that a person pastes, drops or uploads, with any tab open, puts the first
 * puzzle on the board of its world, and opens that tab. An ambiguous text counts as a puzzle of the
 * open tab.
 */
export async function bring(store: PlaygroundStore, brought: readonly Brought[]): Promise<Outcome> {
  const { world } = store.getState();
  const prefer = isReadWorld(world) ? { prefer: world } : {};
  const { items, problems } = await readPuzzles(brought, prefer);
  const item = items.find((candidate) => candidate.world === world) ?? items[0];
  if (item === undefined) {
    const [first] = problems;
    return { taken: false, message: sentence(first?.message ?? 'there is nothing in it') };
  }
  if (item.world === 'arc') return openTasks(store, items, brought);
  const refusal = place(store, item);
  if (refusal !== null) return { taken: false, message: refusal };
  const { length } = items.filter((other) => other.world === item.world);
  return {
    taken: true,
    message: length > 1 ? `The first of ${length} puzzles is on the board.` : null,
  };
}

const isReadWorld = (world: string): world is ReadWorld =>
  ['sudoku', 'maze', 'arc'].includes(world);

const sentence = (text: string) =>
  `${text.replace(/^./, (letter) => letter.toUpperCase())}${/[.!?]$/.test(text) ? '' : '.'}`;

/** A puzzle on a square board. */
type SquareItem = Exclude<ReadItem, { world: 'arc' }>;

/**
 * Puts a puzzle on the board that fits it best: a lesson keeps its own if it fits, as a model kept in
 * this browser does that is open; else that of the model trained nearest to the puzzle's size.
 */
function place(store: PlaygroundStore, item: SquareItem): string | null {
  const state = store.getState();
  const { board, model, chooseModel, putPuzzle, setPuzzle } = state;
  const best = bestFor(state, item);
  const side = sideOf(item);
  const fits = item.world === 'maze' ? board.side >= side : board.side === side;
  const keeps = activeLesson(state) === null ? isOn(board, model, best) : fits;
  if (board.world.id === item.world && keeps) {
    setPuzzle(gridOf(item, board.side));
    return null;
  }
  if (best === undefined) return noBoard(item);
  chooseModel(best.id, best.board.side);
  // A lesson may occupy the board; the puzzle then waits on the model's board.
  putPuzzle(best.board, gridOf(item, best.board.side));
  return null;
}

const isOn = (board: Board, { id }: ModelChoice, best: ModelChoice | undefined) =>
  id === best?.id && board.key === best.board.key;

/**
 * The model for a puzzle, on its board; `undefined` if there is none. The one that was used last comes
 * first if it is kept in this browser, or as good as the others.
 */
function bestFor({ models, chosen }: PlaygroundState, item: SquareItem): ModelChoice | undefined {
  const side = sideOf(item);
  const isLast = ({ id }: ModelChoice) => id === chosen.get(item.world)?.id;
  const its = models
    .filter(({ board }) => board.world.id === item.world)
    .sort((a, b) => Number(isLast(b)) - Number(isLast(a)));
  const found = item.world === 'maze' ? boardsForMaze(its, side) : modelsOfSide(its, side);
  return found.find((model) => isLast(model) && model.origin === 'saved') ?? found[0];
}

/** Cells in a row of the smallest square that has room for a puzzle. */
const sideOf = (item: SquareItem) =>
  item.world === 'sudoku'
    ? Math.sqrt(item.puzzle.length)
    : Math.max(item.puzzle.width, item.puzzle.height);

function gridOf(item: SquareItem, side: number): Grid {
  return item.world === 'sudoku' ? item.puzzle : fitMaze(item.puzzle, side);
}

function noBoard(item: SquareItem): string {
  const size =
    item.world === 'sudoku'
      ? `a Sudoku of ${Math.sqrt(item.puzzle.length)}×${Math.sqrt(item.puzzle.length)}`
      : `a maze of ${item.puzzle.width}×${item.puzzle.height}`;
  return `That is ${size}; no model here thinks about that size.`;
}

/** Opens the ARC tab with the tasks that were read. */
async function openTasks(
  store: PlaygroundStore,
  items: readonly ReadItem[],
  brought: readonly Brought[],
): Promise<Outcome> {
  const { openArc } = await import('../arc/arc-page');
  store.getState().openTab('arc');
  const records = items.flatMap((item) => (item.world === 'arc' ? [item.record] : []));
  const [only] = brought;
  const name = only!.name === 'pasted' ? 'what was pasted' : only!.name;
  const from = brought.length === 1 ? name : `${brought.length} files`;
  openArc(store)
    .getState()
    .load(parseArcFiles([{ name: 'tasks.json', text: formatArc(records) }]), from);
  return { taken: true, message: null };
}
