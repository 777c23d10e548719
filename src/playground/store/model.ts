import type { Cycles } from '../../checkpoint/model-source';
import type { ModelSource } from '../../worker/protocol';
import type { Board } from '../worlds/page-world';
import { activeLesson, lessonIn } from './active-lesson';
import { layHomeBoard } from './home-board';
import { boardOfSide, onBoard } from './model-boards';
import { learnedHere } from './question';
import type { PlaygroundState, SliceCreator } from './state';
import { showStudent, withoutLesson } from './student-board';

/** A model that can be opened: shipped with the page, or kept in this browser. */
export interface ModelChoice {
  readonly id: string;
  readonly title: string;
  readonly origin: 'shipped' | 'saved';
  readonly source: ModelSource;
  /** The board of the puzzles it thinks about. */
  readonly board: Board;
  /** Whether no weight belongs to a position; then it thinks about boards of other sizes, too. */
  readonly anySize: boolean;
  /** Cells in a row of the puzzles it was trained on; of its own board, if nothing else is known. */
  readonly sides: readonly number[];
  /** Of the weights, in bytes. */
  readonly bytes: number;
}

export interface ModelSlice {
  /** The shipped models, then the saved ones, each on its own board. */
  readonly models: readonly ModelChoice[];
  /** The open one; it may be on a board of another size than its own. */
  readonly model: ModelChoice;
  /** The models opened last, by world, on their boards. */
  readonly chosen: ReadonlyMap<string, ModelChoice>;
  /** A requested model that may still be found in the browser's storage. */
  readonly wantedModel: WantedModel | null;
  /** The models this browser keeps, read from its storage. */
  savedModelsAre(saved: readonly ModelChoice[]): void;
  /**
   * Opens a model; an unknown one as soon as it is found.
   * @param side of the board, if it thinks about several sizes; else it opens on its own
   */
  chooseModel(id: string, side?: number): void;
}

interface WantedModel {
  readonly id: string;
  readonly side: number | undefined;
}

export const createModels =
  (shipped: readonly ModelChoice[]): SliceCreator<ModelSlice> =>
  (set) => ({
    models: shipped,
    model: shipped[0]!,
    chosen: new Map(),
    wantedModel: null,
    savedModelsAre: (saved) =>
      set((state) => {
        const models = [...shipped, ...saved];
        const find = (id: string | undefined) => models.find((model) => model.id === id);
        const wanted = find(state.wantedModel?.id);
        if (wanted !== undefined) {
          return { models, ...activateModel(state, onSide(wanted, state.wantedModel?.side)) };
        }
        const model = find(state.model.id);
        if (model === undefined) {
          const next = modelFor({ ...state, models }, state.model.board.world.id) ?? shipped[0]!;
          return { models, ...activateModel(state, next) };
        }
        // The weights are the same, so the source must stay the same object; otherwise they would
        // be loaded again.
        return { models, model: { ...state.model, title: model.title } };
      }),
    chooseModel: (id, side) =>
      set((state) => {
        const model = state.models.find((known) => known.id === id);
        if (model === undefined) return { wantedModel: { id, side } };
        const isOpen =
          id === state.model.id && (side ?? state.model.board.side) === state.model.board.side;
        return isOpen ? { wantedModel: null } : activateModel(state, onSide(model, side));
      }),
  });

/** A model on its board of this side, or on its own if it has none. */
function onSide(model: ModelChoice, side = model.board.side): ModelChoice {
  return onBoard(model, boardOfSide(model, side) ?? model.board);
}

/**
 * Activates a model and opens the tab of its world, with the board as it was left. A lesson keeps
 * its board while its tab is open; the model becomes active when the lesson is closed.
 */
export function activateModel(
  state: PlaygroundState,
  model: ModelChoice,
): Partial<PlaygroundState> {
  const world = model.board.world.id;
  const chosen = new Map(state.chosen).set(world, model);
  const cycles = model.id === state.model.id ? state.cycles : null;
  const work = { world, model, chosen, cycles, wantedModel: null };
  if (activeLesson(state) !== null && state.board.world.id === world) return work;
  const home = { ...work, ...layHomeBoard(state, model), ...withoutLesson(state) };
  const lesson = lessonIn(state, world);
  return lesson === null ? home : { ...home, ...showStudent({ ...state, ...home }, lesson) };
}

/**
 * The model used last in a world, on the board it was on, else its first; `undefined` if it has none.
 */
export function modelFor(
  { models, chosen }: Pick<ModelSlice, 'models' | 'chosen'>,
  world: string,
): ModelChoice | undefined {
  const its = models.filter(({ board }) => board.world.id === world);
  const last = chosen.get(world);
  const known = its.find(({ id }) => id === last?.id);
  return known === undefined ? its[0] : onBoard(known, last!.board);
}

/** The model that thinks now: the lesson's after its first evaluation, else the chosen one. */
export function sourceNow(state: PlaygroundState): ModelSource {
  const learned = activeLesson(state)?.student?.model ?? learnedHere(state);
  return learned ?? withCycles(state.model.source, state.cycles);
}

/** The same source for the same cycles, so that nothing is loaded again. */
function withCycles(source: ModelSource, cycles: Cycles | null): ModelSource {
  if (cycles === null) return source;
  if (tuned?.source !== source || tuned.cycles !== cycles) {
    tuned = { source, cycles, result: { ...source, cycles } };
  }
  return tuned.result;
}

let tuned: { source: ModelSource; cycles: Cycles; result: ModelSource } | null = null;

/** The folder of the model that thinks now, if it is an unchanged shipped one; not in a lesson. */
export function shippedAtWork(state: PlaygroundState): string | null {
  const { origin, id } = state.model;
  return origin === 'shipped' &&
    state.cycles === null &&
    activeLesson(state) === null &&
    learnedHere(state) === null
    ? id
    : null;
}
