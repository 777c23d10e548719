import type { Cycles } from '../../checkpoint/model-source';
import type { ModelSource } from '../../worker/protocol';
import type { Board } from '../worlds/page-world';
import { activeLesson, lessonIn } from './active-lesson';
import { layHomeBoard } from './home-board';
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
  /** Of the weights, in bytes. */
  readonly bytes: number;
}

export interface ModelSlice {
  /** The shipped models, then the saved ones. */
  readonly models: readonly ModelChoice[];
  readonly model: ModelChoice;
  /** Ids of the models opened last, by world. */
  readonly chosen: ReadonlyMap<string, string>;
  /** Id of a requested model that may still be found in the browser's storage. */
  readonly wantedModel: string | null;
  /** The models this browser keeps, read from its storage. */
  savedModelsAre(saved: readonly ModelChoice[]): void;
  /** Opens another model, on a board that fits it; an unknown one as soon as it is found. */
  chooseModel(id: string): void;
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
        const find = (id: string | null) => models.find((model) => model.id === id);
        const wanted = find(state.wantedModel);
        if (wanted !== undefined) return { models, ...activateModel(state, wanted) };
        const model = find(state.model.id);
        if (model === undefined) {
          const next = modelFor({ ...state, models }, state.model.board.world.id) ?? shipped[0]!;
          return { models, ...activateModel(state, next) };
        }
        // The weights are the same, so the source must stay the same object; otherwise they would
        // be loaded again.
        return { models, model: { ...state.model, title: model.title } };
      }),
    chooseModel: (id) =>
      set((state) => {
        if (id === state.model.id) return { wantedModel: null };
        const model = state.models.find((known) => known.id === id);
        return model === undefined ? { wantedModel: id } : activateModel(state, model);
      }),
  });

/**
 * Activates a model and opens the tab of its world, with the board as it was left. A lesson keeps
 * its board while its tab is open; the model becomes active when the lesson is closed.
 */
export function activateModel(
  state: PlaygroundState,
  model: ModelChoice,
): Partial<PlaygroundState> {
  const world = model.board.world.id;
  const chosen = new Map(state.chosen).set(world, model.id);
  const cycles = model === state.model ? state.cycles : null;
  const work = { world, model, chosen, cycles, wantedModel: null };
  if (activeLesson(state) !== null && state.board.world.id === world) return work;
  const home = { ...work, ...layHomeBoard(state, model), ...withoutLesson(state) };
  const lesson = lessonIn(state, world);
  return lesson === null ? home : { ...home, ...showStudent({ ...state, ...home }, lesson) };
}

/** The model used last in a world, else its first; `undefined` if it has none. */
export function modelFor(
  { models, chosen }: Pick<ModelSlice, 'models' | 'chosen'>,
  world: string,
): ModelChoice | undefined {
  const its = models.filter(({ board }) => board.world.id === world);
  return its.find(({ id }) => id === chosen.get(world)) ?? its[0];
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
