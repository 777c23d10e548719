import { formatArc, parseArcFiles } from '../../puzzles/arc/parse';
import { fitMaze } from '../../puzzles/maze/drawn';
import {
  readPuzzles,
  type Brought,
  type ReadItem,
  type ReadWorld,
} from '../../puzzles/reading/read';
import { boardOfSide } from '../store/model-boards';
import type { PlaygroundStore } from '../store/playground';
import type { Grid } from '../worlds/page-world';

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

/** Puts a puzzle on a board that fits it: the present one, else that of a model for its world. */
function place(store: PlaygroundStore, item: Exclude<ReadItem, { world: 'arc' }>): string | null {
  const { board, model, models, chosen, chooseModel, putPuzzle, setPuzzle } = store.getState();
  const needed =
    item.world === 'sudoku'
      ? Math.sqrt(item.puzzle.length)
      : Math.max(item.puzzle.width, item.puzzle.height);
  const fits = (side: number) => (item.world === 'sudoku' ? side === needed : side >= needed);
  // A board that was made larger for another puzzle is not kept for a smaller one.
  const own = models.find(({ id }) => id === model.id)?.board.side ?? board.side;
  const isLarger = board.side > Math.max(needed, own);
  if (board.world.id === item.world && fits(board.side) && !isLarger) {
    setPuzzle(gridOf(item, board.side));
    return null;
  }
  // The board that a model has anyway comes before a larger one.
  const [found] = models
    .filter((known) => known.board.world.id === item.world)
    .flatMap((known) => {
      const isOwn = fits(known.board.side);
      const its = isOwn ? known.board : boardOfSide(known, needed);
      return its === null ? [] : [{ id: known.id, isOwn, board: its }];
    })
    .sort((a, b) => {
      const isLast = ({ id }: typeof a) => Number(id === chosen.get(item.world)?.id);
      return (
        Number(b.isOwn) - Number(a.isOwn) || isLast(b) - isLast(a) || a.board.side - b.board.side
      );
    });
  if (found === undefined) return noBoard(item);
  chooseModel(found.id, found.board.side);
  // A lesson may occupy the board; the puzzle then waits on the model's board.
  putPuzzle(found.board, gridOf(item, found.board.side));
  return null;
}

function gridOf(item: Exclude<ReadItem, { world: 'arc' }>, side: number): Grid {
  return item.world === 'sudoku' ? item.puzzle : fitMaze(item.puzzle, side);
}

function noBoard(item: Exclude<ReadItem, { world: 'arc' }>): string {
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
