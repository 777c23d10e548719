import { expect, test } from 'vitest';
import { DIAGONAL_9, SUDOKU_4, SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { geometryOfConfig } from './model';
import { boardFor, givensOf, puzzleOn } from './puzzle';
import { createTestPlayground, modelChoice, shipped, sudokuConfig } from './testing';
import { verdictOn } from './verdict';

const small = modelChoice('small', SUDOKU_4);
const crossed = modelChoice('crossed', DIAGONAL_9);

test('a model brings the board it needs; each board keeps its puzzle', () => {
  const store = createTestPlayground();
  const state = store.getState;
  state().savedModelsAre([small, crossed]);
  const nine = givensOf(state());
  state().chooseModel('small');
  expect(state().board.geometry).toBe(SUDOKU_4);
  expect(givensOf(state())).toHaveLength(16);
  state().clear();
  const cleared = givensOf(state());
  state().chooseModel('crossed');
  expect(verdictOn(givensOf(state()), DIAGONAL_9).kind).toBe('unique');
  state().chooseModel('small');
  expect(givensOf(state())).toBe(cleared);
  state().chooseModel('sudoku');
  expect(givensOf(state())).toBe(nine);
});

test('models for the same puzzles think about the same puzzle', () => {
  const store = createTestPlayground();
  const state = store.getState;
  state().savedModelsAre([modelChoice('other')]);
  state().clear();
  const mine = givensOf(state());
  state().chooseModel('other');
  expect(state().model.id).toBe('other');
  expect(givensOf(state())).toBe(mine);
});

test('a model asked for before it is found is chosen when it is; one that is gone makes way', () => {
  const store = createTestPlayground();
  const state = store.getState;
  state().chooseModel('small');
  expect(state().model).toBe(shipped);
  state().savedModelsAre([small]);
  expect(state().model.id).toBe('small');
  state().savedModelsAre([{ ...small, title: 'renamed' }]);
  expect(state().model.title).toBe('renamed');
  expect(state().model.source).toBe(small.source);
  state().savedModelsAre([]);
  expect(state().model).toBe(shipped);
  expect(state().board.geometry).toBe(SUDOKU_9);
});

test('a puzzle put on another board waits there', () => {
  const store = createTestPlayground();
  const state = store.getState;
  const nine = givensOf(state());
  const puzzle = new Uint8Array(16);
  state().putPuzzle(boardFor(SUDOKU_4), puzzle);
  expect(givensOf(state())).toBe(nine);
  expect(puzzleOn(boardFor(SUDOKU_4), state())).toBe(puzzle);
  state().savedModelsAre([small]);
  state().chooseModel('small');
  expect(givensOf(state())).toBe(puzzle);
});

test('a config tells its board, or that there is none', () => {
  for (const geometry of [SUDOKU_4, SUDOKU_9, DIAGONAL_9]) {
    expect(geometryOfConfig(sudokuConfig(geometry))).toBe(geometry);
  }
  const official = { ...sudokuConfig(SUDOKU_9), puzzle: undefined };
  expect(geometryOfConfig(official)).toBe(SUDOKU_9);
  const maze = { ...official, puzzle: { world: 'maze', width: 9, height: 9 } };
  expect(() => geometryOfConfig(maze)).toThrow('no board for maze');
  expect(() => geometryOfConfig({ ...official, seq_len: 25 })).toThrow('not 25');
});
