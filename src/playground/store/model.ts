import type { HrmConfig } from '../../hrm/config';
import { createRandom } from '../../puzzles/random';
import { SUDOKU_4_EXAMPLES, FIRST_EXAMPLE } from '../../puzzles/sudoku/examples';
import { SudokuGenerator } from '../../puzzles/sudoku/generator';
import {
  geometryForCells,
  SUDOKU_4,
  SUDOKU_9,
  type SudokuGeometry,
  type SudokuGrid,
} from '../../puzzles/sudoku/geometry';
import type { ModelSource } from '../../worker/protocol';
import { boardFor, layBoard } from './puzzle';
import type { PlaygroundState, SliceCreator } from './state';

/** A model one can put to work: shipped with the page, or kept in this browser. */
export interface ModelChoice {
  readonly id: string;
  readonly title: string;
  readonly origin: 'shipped' | 'saved';
  readonly source: ModelSource;
  /** The puzzles it thinks about. */
  readonly geometry: SudokuGeometry;
  /** Of the weights, in bytes. */
  readonly bytes: number;
}

export interface ModelSlice {
  /** The shipped models, then the saved ones. */
  readonly models: readonly ModelChoice[];
  readonly model: ModelChoice;
  /** Id of a model asked for that may yet be found in the browser's storage. */
  readonly wantedModel: string | null;
  /** The models this browser keeps, after a look into its storage. */
  savedModelsAre(saved: readonly ModelChoice[]): void;
  /** Puts another model to work, on a board it fits; an unknown one as soon as it is found. */
  chooseModel(id: string): void;
}

export const createModels =
  (shipped: readonly ModelChoice[]): SliceCreator<ModelSlice> =>
  (set) => ({
    models: shipped,
    model: shipped[0]!,
    wantedModel: null,
    savedModelsAre: (saved) =>
      set((state) => {
        const models = [...shipped, ...saved];
        const find = (id: string | null) => models.find((model) => model.id === id);
        const wanted = find(state.wantedModel);
        if (wanted !== undefined) return { models, ...choose(state, wanted) };
        const model = find(state.model.id);
        if (model === undefined) return { models, ...choose(state, shipped[0]!) };
        // The weights are the same, and so must the source be, or they would be loaded again.
        return { models, model: { ...state.model, title: model.title } };
      }),
    chooseModel: (id) =>
      set((state) => {
        if (id === state.model.id) return { wantedModel: null };
        const model = state.models.find((known) => known.id === id);
        return model === undefined ? { wantedModel: id } : choose(state, model);
      }),
  });

function choose(state: PlaygroundState, model: ModelChoice): Partial<PlaygroundState> {
  // A lesson keeps its board; the model is at work when the lesson is closed.
  if (state.lesson !== null) return { model, wantedModel: null };
  return { model, wantedModel: null, ...layHomeBoard(state, model) };
}

/** Lays the board of a model, as it was left or with a first puzzle. */
export function layHomeBoard(
  state: PlaygroundState,
  { geometry }: Pick<ModelChoice, 'geometry'>,
): Partial<PlaygroundState> {
  return layBoard(state, boardFor(geometry), () => firstPuzzle(geometry));
}

/** The model that thinks now: the lesson's as soon as it has been seen, else the one chosen. */
export function sourceNow(state: PlaygroundState): ModelSource {
  return state.lesson?.pupil?.model ?? state.model.source;
}

/**
 * The Sudokus a model was made for.
 * @throws RangeError if it thinks about something else
 */
export function geometryOfConfig({ seq_len, puzzle }: HrmConfig): SudokuGeometry {
  if (puzzle !== undefined && puzzle.world !== 'sudoku') {
    throw new RangeError(`This page has no board for ${puzzle.world}.`);
  }
  return geometryForCells(seq_len, puzzle?.rule === 'diagonal' ? 'diagonal' : 'classic');
}

function firstPuzzle(geometry: SudokuGeometry): SudokuGrid {
  if (geometry === SUDOKU_9) return FIRST_EXAMPLE.puzzle;
  if (geometry === SUDOKU_4) return SUDOKU_4_EXAMPLES[0]!.puzzle;
  // No examples are kept for the other rule; the same seed gives everyone the same first puzzle.
  const generator = new SudokuGenerator(geometry, createRandom(1));
  return generator.generate(Math.round(0.4 * geometry.cells)).puzzle;
}
