import type { HrmConfig } from '../../hrm/config';
import {
  emptySetFor,
  generatedSource,
  heldOut,
  listSource,
  usualGivens,
  type SudokuSample,
  type SudokuSource,
} from '../../puzzles/sudoku/source';
import { DEFAULT_SETTINGS } from '../settings';
import { geometryOfModel } from '../table-lesson';
import { divide, EVAL_SEED, HELD_OUT, type Lesson } from './lesson';
import { examplesOf, rowOf } from './sudoku-examples';

/** One of this many own puzzles is kept aside. */
const KEPT_OF = 5;

export const ownPuzzles: Lesson = {
  id: 'own',
  title: 'Your own puzzles',
  expect:
    'Paste or upload puzzles, and the shipped model practises on them, changed by the symmetries of Sudoku. A few are kept aside to test whether it understands or only remembers.',
  wantsGpu: true,
  blank: null,
  settings: {
    ...DEFAULT_SETTINGS,
    batch: 32,
    steps: 1000,
    learningRate: 3e-4,
    warmup: 50,
    emaDecay: 0.99,
    segments: 8,
    growth: 0,
    horizon: 6,
  },
  prepare(settings, { model, puzzles, seed }) {
    if (model === null) throw new RangeError('This lesson needs a model to start from.');
    const { held, source } = ownSources(model.config, puzzles, settings.seed, seed);
    return { model, start: model, ...divide(held.map(rowOf)), examples: examplesOf(source) };
  },
};

/**
 * One in five is kept aside for the evaluation. With fewer than ten puzzles the evaluation would be
 * too small: then all are taught, and the evaluation is on generated puzzles.
 */
function ownSources(
  config: HrmConfig,
  puzzles: readonly SudokuSample[],
  evalSeed: number,
  seed: number,
): { held: readonly SudokuSample[]; source: SudokuSource } {
  if (puzzles.length === 0) throw new RangeError('There is no puzzle to learn from.');
  const geometry = geometryOfModel(config);
  if (geometry === null) throw new RangeError('The model does not think about Sudoku.');
  const options = { geometry, seed: evalSeed + EVAL_SEED };
  const excluding = emptySetFor(geometry);
  if (puzzles.length < 2 * KEPT_OF) {
    for (const { puzzle } of puzzles) excluding.add(puzzle);
    const givens = usualGivens(geometry);
    const held = heldOut(generatedSource({ ...options, givens }), HELD_OUT, excluding);
    return { held, source: listSource(puzzles, { geometry, seed }) };
  }
  const kept = Math.min(HELD_OUT, Math.floor(puzzles.length / KEPT_OF));
  const held = heldOut(listSource(puzzles, options), kept, excluding);
  return { held, source: listSource(puzzles, { geometry, seed, excluding }) };
}
