import type { Architecture, HrmConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import { createRandom } from '../puzzles/random';
import { encodeSudoku, PAD } from '../puzzles/sudoku/codec';
import { drillSource } from '../puzzles/sudoku/drill';
import {
  DIAGONAL_9,
  geometryForCells,
  SUDOKU_4,
  SUDOKU_9,
  type SudokuGeometry,
} from '../puzzles/sudoku/geometry';
import {
  EASY_GIVENS,
  emptySetFor,
  generatedSource,
  heldOut,
  listSource,
  SMALL_GIVENS,
  USUAL_GIVENS,
  type Givens,
  type SudokuSample,
  type SudokuSource,
} from '../puzzles/sudoku/source';
import type { Examples } from './device-dataset';
import { blankModel, withGroups } from './initial-weights';
import { blankIn, LESSONS, type LessonId } from './lessons';
import { segmentsAt } from './schedule';
import type { TrainingSettings } from './settings';

/** A lesson ready to be taught. */
export interface PreparedLesson {
  /** The model as the lesson finds it. */
  readonly model: HrmModel;
  /** The weights to train from; they differ from the model's only where something new is to be told apart. */
  readonly start: HrmModel;
  readonly examples: Examples;
  /** Puzzles that are never taught, in any guise; the first is the one that is watched. */
  readonly evalSet: readonly SudokuSample[];
  /** More of them, to compare the model before and after on. */
  readonly unseen: readonly SudokuSample[];
}

export interface LessonMaterial {
  /** The model to start from; not needed by lessons that begin with a blank one. */
  readonly model: HrmModel | null;
  /** Of the blank model; an HRM unless given. */
  readonly arch?: Architecture;
  /** For the lesson on one's own puzzles. */
  readonly puzzles?: readonly SudokuSample[];
  /** Whether `model` is what the lesson began with; a blank one is not made anew then. */
  readonly resumed?: boolean;
  /** Tells the examples of a resumed lesson from those it has seen. */
  readonly step?: number;
}

/** Puzzles of an evaluation, and those for a comparison beside them. */
const EVAL_PUZZLES = 64;
const UNSEEN = 192;
/** Of so many own puzzles one is kept aside. */
const KEPT_OF = 5;
/** So far apart are the seeds of what is evaluated, what is taught, and what follows a resumption. */
const EVAL_SEED = 0x5eed;
const STEP_SEED = 0x9e37;
const DRILL_SEED = 0xd811;
/** A new rule is drilled by itself in this share of the examples while thoughts have one segment. */
const DRILLS = 0.75;

interface Kind {
  readonly geometry: SudokuGeometry;
  readonly givens: Givens;
}

const KINDS: Readonly<Record<Exclude<LessonId, 'own'>, Kind>> = {
  // A few more givens than usual: the first grids come right sooner.
  'scratch-4': { geometry: SUDOKU_4, givens: [6, 9] },
  'scratch-9': { geometry: SUDOKU_9, givens: EASY_GIVENS },
  diagonal: { geometry: DIAGONAL_9, givens: USUAL_GIVENS },
};

/** @throws RangeError if there is nothing to start from or to learn from, or it does not fit */
export function prepareLesson(
  id: LessonId,
  settings: TrainingSettings,
  { model, arch = 'hrm', puzzles = [], step = 0, resumed = false }: LessonMaterial,
): PreparedLesson {
  const seed = (settings.seed + STEP_SEED * step) >>> 0;
  const offered = resumed ? null : LESSONS[id].blank;
  const blank = offered && blankIn(offered, arch);
  if (id === 'own') {
    const start = modelFor(model, null);
    const { held, source } = ownSources(start.config, puzzles, settings.seed, seed);
    return { model: start, start, ...divide(held), examples: examplesOf(source) };
  }
  const kind = KINDS[id];
  const excluding = emptySetFor(kind.geometry);
  const held = heldOut(
    generatedSource({ ...kind, seed: settings.seed + EVAL_SEED }),
    EVAL_PUZZLES + UNSEEN,
    excluding,
  );
  const source = generatedSource({ ...kind, seed, excluding });
  const strange = strangeUnits(kind.geometry);
  const examples =
    strange.length === 0
      ? examplesOf(source)
      : withDrills(
          examplesOf(source),
          examplesOf(drillSource(source, kind.geometry, strange, seed + DRILL_SEED)),
          {
            seed: seed + DRILL_SEED,
            during: (at) => segmentsAt(Math.max(at, step), settings) === 1,
          },
        );
  const found = blank
    ? blankModel(blank, { ...settings, groups: (cell) => [...kind.geometry.unitsOf[cell]!] })
    : modelFor(model, kind.geometry);
  return {
    model: found,
    start: blank || strange.length === 0 ? found : tellUnitsApart(found, kind.geometry),
    ...divide(held),
    examples,
  };
}

/**
 * A model of classic Sudoku knows the rows, columns and boxes of a cell by its learned position. The
 * cells of a unit it has never heard of get a vector in common, or it would have to find out first
 * which they are. The same model always starts from the same weights.
 */
function tellUnitsApart(model: HrmModel, geometry: SudokuGeometry): HrmModel {
  const strange = strangeUnits(geometry);
  return withGroups(
    model,
    (cell) => [...geometry.unitsOf[cell]!].filter((unit) => strange.includes(unit)),
    1,
  );
}

/** Numbers of the units that classic Sudoku of the size does not have. */
function strangeUnits({ cells, units }: SudokuGeometry): number[] {
  const known = new Set(geometryForCells(cells).units.map(unitKey));
  return [...units.keys()].filter((unit) => !known.has(unitKey(units[unit]!)));
}

const unitKey = (cells: ArrayLike<number>) => Array.from(cells).join();

function divide(held: readonly SudokuSample[]): Pick<PreparedLesson, 'evalSet' | 'unseen'> {
  return { evalSet: held.slice(0, EVAL_PUZZLES), unseen: held.slice(EVAL_PUZZLES) };
}

/** Tokens and labels of a source's puzzles, in the official layout; 0 in a solution is not asked. */
export function examplesOf(source: SudokuSource): Examples {
  return {
    next(tokens, labels, at) {
      const { puzzle, solution } = source();
      tokens.set(encodeSudoku(puzzle), at);
      labels.set(
        encodeSudoku(solution).map((token, cell) => (solution[cell] === 0 ? PAD : token)),
        at,
      );
      return 0;
    },
  };
}

/** Both mixed during some steps, puzzles alone in the others. */
function withDrills(
  puzzles: Examples,
  drills: Examples,
  { seed, during }: { readonly seed: number; readonly during: (step: number) => boolean },
): Examples {
  const random = createRandom(seed);
  return {
    next(tokens, labels, at, step) {
      const drilling = during(step) && random.float() < DRILLS;
      return (drilling ? drills : puzzles).next(tokens, labels, at, step);
    },
  };
}

function modelFor(model: HrmModel | null, geometry: SudokuGeometry | null): HrmModel {
  if (model === null) throw new RangeError('This lesson needs a model to start from.');
  if (geometry === null) return model;
  const { config } = model;
  if (config.seq_len !== geometry.cells || config.vocab_size !== geometry.size + 2) {
    const { size } = geometry;
    throw new RangeError(`This lesson needs a model of ${size}×${size} Sudoku to start from.`);
  }
  const puzzle = {
    world: 'sudoku',
    width: geometry.size,
    height: geometry.size,
    ...(geometry.rule === 'diagonal' && { rule: 'diagonal' }),
  };
  return { ...model, config: { ...config, puzzle } };
}

/**
 * One in five is kept aside for the evaluation. Of fewer than ten that would be no evaluation to speak of: then
 * all are taught, and the evaluation is on generated puzzles.
 */
function ownSources(
  config: HrmConfig,
  puzzles: readonly SudokuSample[],
  evalSeed: number,
  seed: number,
): { held: readonly SudokuSample[]; source: SudokuSource } {
  if (puzzles.length === 0) throw new RangeError('There is no puzzle to learn from.');
  const geometry = [SUDOKU_4, SUDOKU_9].find(({ cells }) => cells === config.seq_len);
  if (geometry === undefined) throw new RangeError('The model does not think about Sudoku.');
  const ruled = geometry === SUDOKU_9 && config.puzzle?.rule === 'diagonal' ? DIAGONAL_9 : geometry;
  const options = { geometry: ruled, seed: evalSeed + EVAL_SEED };
  const excluding = emptySetFor(ruled);
  if (puzzles.length < 2 * KEPT_OF) {
    for (const { puzzle } of puzzles) excluding.add(puzzle);
    const givens = ruled.size === 4 ? SMALL_GIVENS : USUAL_GIVENS;
    const held = heldOut(generatedSource({ ...options, givens }), EVAL_PUZZLES + UNSEEN, excluding);
    return { held, source: listSource(puzzles, { geometry: ruled, seed }) };
  }
  const kept = Math.min(EVAL_PUZZLES + UNSEEN, Math.floor(puzzles.length / KEPT_OF));
  const held = heldOut(listSource(puzzles, options), kept, excluding);
  return { held, source: listSource(puzzles, { geometry: ruled, seed, excluding }) };
}
