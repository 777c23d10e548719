import type { HrmModel } from '../../hrm/parameters';
import { createRandom } from '../../puzzles/random';
import { drillSource } from '../../puzzles/sudoku/drill';
import { DIAGONAL_9, geometryForCells, type SudokuGeometry } from '../../puzzles/sudoku/geometry';
import { USUAL_GIVENS } from '../../puzzles/sudoku/source';
import type { Examples } from '../device-dataset';
import { withGroups } from '../initial-weights';
import { segmentsAt } from '../schedule';
import { DEFAULT_SETTINGS } from '../settings';
import type { Lesson } from './lesson';
import { examplesOf, generatedPuzzles, modelOf } from './sudoku-examples';

const DRILL_SEED = 0xd811;
/** Share of the examples that drill only the new rule, while thoughts have one segment. */
const DRILLS = 0.75;
/** Numbers of the units that classic Sudoku does not have. */
const STRANGE_UNITS = strangeUnits(DIAGONAL_9);

export const diagonal: Lesson = {
  id: 'diagonal',
  title: 'A new rule',
  expect:
    'The shipped model knows classic Sudoku; here each diagonal must hold every digit once as well. For a third of the steps it drills the diagonals alone, and the loss stays high; whole puzzles follow. Where we tried it, 32 % of unseen puzzles were right before, 82 % after 1,000 steps and 91 % at the end. Without a GPU this takes hours.',
  wantsGpu: true,
  blank: null,
  settings: {
    ...DEFAULT_SETTINGS,
    batch: 32,
    steps: 2000,
    finalRate: 0.05,
    optimizer: 'Muon',
    learningRate: 2e-3,
    warmup: 30,
    weightDecay: 0,
    emaDecay: 0.99,
    segments: 8,
    // One segment for a little more than a third of the steps; the rule is drilled during these
    // steps.
    growth: 1,
    horizon: 6,
  },
  prepare(settings, { model, seed, step }) {
    const { source, ...evaluated } = generatedPuzzles(DIAGONAL_9, USUAL_GIVENS, settings, seed);
    const drills = drillSource(source, DIAGONAL_9, STRANGE_UNITS, seed + DRILL_SEED);
    const found = modelOf(DIAGONAL_9, model);
    return {
      model: found,
      start: tellUnitsApart(found),
      ...evaluated,
      examples: withDrills(examplesOf(source), examplesOf(drills), {
        seed: seed + DRILL_SEED,
        during: (at) => segmentsAt(Math.max(at, step), settings) === 1,
      }),
    };
  },
};

/**
 * A model of classic Sudoku knows the rows, columns and boxes of a cell by its learned position.
 * The cells of a new unit get a common vector; without it the model would first have to find out
 * which cells they are. The same model always starts from the same weights.
 */
function tellUnitsApart(model: HrmModel): HrmModel {
  return withGroups(
    model,
    (cell) => [...DIAGONAL_9.unitsOf[cell]!].filter((unit) => STRANGE_UNITS.includes(unit)),
    1,
  );
}

function strangeUnits({ cells, units }: SudokuGeometry): number[] {
  const known = new Set(geometryForCells(cells).units.map(unitKey));
  return [...units.keys()].filter((unit) => !known.has(unitKey(units[unit]!)));
}

function unitKey(cells: ArrayLike<number>): string {
  return Array.from(cells).join();
}

/** Drills and whole puzzles for some steps, only whole puzzles in the others. */
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
