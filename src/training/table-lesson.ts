import type { HrmConfig } from '../hrm/config';
import { createRandom } from '../puzzles/random';
import { isSudokuRule, sudokuOfCells, type SudokuGeometry } from '../puzzles/sudoku/geometry';
import { listSource } from '../puzzles/sudoku/source';
import type { World } from '../puzzles/world';
import { worldOf } from '../puzzles/worlds';
import type { Examples } from './device-dataset';
import { examplesOf } from './lessons/sudoku-examples';
import { tableExamples } from './table-examples';

/** The geometry of a Sudoku model; `null` for other worlds. */
export function geometryOfModel(config: HrmConfig): SudokuGeometry | null {
  if (worldOf(config)?.id !== 'sudoku') return null;
  const rule = config.puzzle?.rule ?? 'classic';
  return isSudokuRule(rule) ? sudokuOfCells(config.seq_len, rule) : null;
}

/**
 * An endless stream from a table of puzzles, each under a random symmetry of its world.
 * @param rows of the model's size, at least one
 */
export function lessonOfTable(
  rows: readonly { readonly puzzle: Uint8Array; readonly solution: Uint8Array }[],
  world: World<Uint8Array>,
  config: HrmConfig,
  seed: number,
): Examples {
  const geometry = geometryOfModel(config);
  if (geometry) return examplesOf(listSource(rows, { geometry, seed }));
  const tokens = rows.map(({ puzzle, solution }) => ({
    tokens: world.encode(puzzle),
    labels: world.encode(solution),
  }));
  return tableExamples(tokens, world, createRandom(seed));
}
