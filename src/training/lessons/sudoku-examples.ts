import type { HrmConfig } from '../../hrm/config';
import type { HrmModel } from '../../hrm/parameters';
import { encodeSudoku, PAD } from '../../puzzles/sudoku/codec';
import type { SudokuGeometry } from '../../puzzles/sudoku/geometry';
import {
  emptySetFor,
  generatedSource,
  heldOut,
  type Givens,
  type SudokuSample,
  type SudokuSource,
} from '../../puzzles/sudoku/source';
import type { Examples } from '../device-dataset';
import { blankModel } from '../initial-weights';
import type { TrainingSettings } from '../settings';
import { rowExamples, type TableRow } from '../table-examples';
import { divide, EVAL_SEED, HELD_OUT, type LessonMaterial, type PreparedLesson } from './lesson';

/** Tokens and labels of a puzzle in the official layout; 0 in a solution is ignored. */
export function rowOf({ puzzle, solution }: SudokuSample): TableRow {
  const labels = encodeSudoku(solution);
  solution.forEach((digit, cell) => {
    if (digit === 0) labels[cell] = PAD;
  });
  return { tokens: encodeSudoku(puzzle), labels };
}

/** The puzzles of a source as examples. */
export function examplesOf(source: SudokuSource): Examples {
  return rowExamples(() => rowOf(source()));
}

/** Generated puzzles to teach, and others for evaluation, all different up to symmetry. */
export function generatedPuzzles(
  geometry: SudokuGeometry,
  givens: Givens,
  settings: TrainingSettings,
  seed: number,
): Pick<PreparedLesson, 'evalSet' | 'unseen'> & { readonly source: SudokuSource } {
  const excluding = emptySetFor(geometry);
  const evaluated = generatedSource({ geometry, givens, seed: settings.seed + EVAL_SEED });
  const held = heldOut(evaluated, HELD_OUT, excluding);
  const source = generatedSource({ geometry, givens, seed, excluding });
  return { ...divide(held.map(rowOf)), source };
}

/**
 * Prepares a lesson in which a blank model learns generated puzzles with these numbers of givens.
 */
export function learnFromScratch(
  geometry: SudokuGeometry,
  givens: Givens,
  settings: TrainingSettings,
  { model, blank, seed }: LessonMaterial,
): PreparedLesson {
  const { source, ...evaluated } = generatedPuzzles(geometry, givens, settings, seed);
  const start = blank === null ? modelOf(geometry, model) : blankSudoku(blank, geometry, settings);
  return { model: start, start, ...evaluated, examples: examplesOf(source) };
}

/** A blank model whose learned positions know rows, columns and boxes. */
function blankSudoku(
  config: HrmConfig,
  geometry: SudokuGeometry,
  settings: TrainingSettings,
): HrmModel {
  return blankModel(config, { ...settings, groups: (cell) => [...geometry.unitsOf[cell]!] });
}

/**
 * The model to start from, with the rule of the lesson in its config.
 * @throws RangeError if there is none, or if it is for other grids
 */
export function modelOf(geometry: SudokuGeometry, model: HrmModel | null): HrmModel {
  if (model === null) throw new RangeError('This lesson needs a model to start from.');
  const { config } = model;
  const { size } = geometry;
  if (config.seq_len !== geometry.cells || config.vocab_size !== size + 2) {
    throw new RangeError(`This lesson needs a model of ${size}×${size} Sudoku to start from.`);
  }
  const puzzle = {
    world: 'sudoku',
    width: size,
    height: size,
    ...(geometry.rule === 'diagonal' && { rule: 'diagonal' }),
  };
  return { ...model, config: { ...config, puzzle } };
}
