import { expect, test } from 'vitest';
import { DIAGONAL_9, SUDOKU_4, SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { TABS } from '../worlds';
import { boardOfConfig } from '../worlds/board-of';
import { verdictOn } from '../worlds/sudoku/verdict';
import { shippedAtWork, sourceNow } from './model';
import { puzzleOf, puzzleOn } from './puzzle';
import {
  anyMazeChoice,
  createTestPlayground,
  mazeChoice,
  modelChoice,
  shipped,
  sudokuBoard,
  sudokuConfig,
} from './testing';

const small = modelChoice('small', SUDOKU_4);
const crossed = modelChoice('crossed', DIAGONAL_9);

test('a model brings the board it needs; each board keeps its puzzle', () => {
  const store = createTestPlayground();
  const state = store.getState;
  state().savedModelsAre([small, crossed]);
  const nine = puzzleOf(state());
  state().chooseModel('small');
  expect(state().board).toEqual(sudokuBoard(SUDOKU_4));
  expect(puzzleOf(state())).toHaveLength(16);
  state().clear();
  const cleared = puzzleOf(state());
  state().chooseModel('crossed');
  expect(verdictOn(puzzleOf(state()), DIAGONAL_9).kind).toBe('unique');
  state().chooseModel('small');
  expect(puzzleOf(state())).toBe(cleared);
  state().chooseModel('sudoku');
  expect(puzzleOf(state())).toBe(nine);
});

test('models for the same puzzles think about the same puzzle', () => {
  const store = createTestPlayground();
  const state = store.getState;
  state().savedModelsAre([modelChoice('other')]);
  state().clear();
  const mine = puzzleOf(state());
  state().chooseModel('other');
  expect(state().model.id).toBe('other');
  expect(puzzleOf(state())).toBe(mine);
});

test('a model requested before it is found is opened later; a removed one is replaced', () => {
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
  expect(state().board).toEqual(sudokuBoard(SUDOKU_9));
});

test('a model of any size opens on the side asked for, and its world keeps that board', () => {
  const store = createTestPlayground([anyMazeChoice('any', 15), mazeChoice('nine', 9)]);
  const state = store.getState;
  state().openTab('maze');
  expect(sourceNow(state())).not.toHaveProperty('side');
  state().chooseModel('any', 20);
  expect(state()).toMatchObject({ board: { key: 'maze:20' }, model: { id: 'any' } });
  expect(puzzleOf(state())).toHaveLength(400);
  expect(sourceNow(state())).toMatchObject({ saved: 'any', side: 20 });
  expect(state().models.find(({ id }) => id === 'any')!.board.side).toBe(15);
  state().setCycles({ H_cycles: 2, L_cycles: 1 });
  state().chooseModel('any', 30);
  expect(sourceNow(state())).toMatchObject({ side: 30, cycles: { H_cycles: 2 } });

  state().openTab('sudoku');
  state().openTab('maze');
  expect(state().board.key).toBe('maze:30');
  state().chooseModel('any', 15);
  expect(sourceNow(state())).not.toHaveProperty('side');

  // A side that a model does not think about leaves it on its own board.
  state().chooseModel('nine', 20);
  expect(state().board.key).toBe('maze:9');
  state().chooseModel('any', 31);
  expect(state().board.key).toBe('maze:15');
});

test('a puzzle put on another board waits there', () => {
  const store = createTestPlayground();
  const state = store.getState;
  const nine = puzzleOf(state());
  const puzzle = new Uint8Array(16);
  state().putPuzzle(sudokuBoard(SUDOKU_4), puzzle);
  expect(puzzleOf(state())).toBe(nine);
  expect(puzzleOn(sudokuBoard(SUDOKU_4), state())).toBe(puzzle);
  state().savedModelsAre([small]);
  state().chooseModel('small');
  expect(puzzleOf(state())).toBe(puzzle);
});

test('finds the board of a config, or none', () => {
  for (const geometry of [SUDOKU_4, SUDOKU_9, DIAGONAL_9]) {
    expect(boardOfConfig(TABS, sudokuConfig(geometry))).toEqual(sudokuBoard(geometry));
  }
  const official = { ...sudokuConfig(SUDOKU_9), puzzle: undefined };
  expect(boardOfConfig(TABS, official)).toEqual(sudokuBoard(SUDOKU_9));
  const colouring = { ...official, puzzle: { world: 'colouring', width: 9, height: 9 } };
  expect(() => boardOfConfig(TABS, colouring)).toThrow('no board for colouring');
  expect(() => boardOfConfig(TABS, { ...official, seq_len: 25 })).toThrow('25 cells are none');
});

test('knows the figures of a shipped model while it thinks', () => {
  const store = createTestPlayground();
  const state = store.getState;
  expect(shippedAtWork(state())).toBe('sudoku');
  state().savedModelsAre([modelChoice('other')]);
  state().chooseModel('other');
  expect(shippedAtWork(state())).toBeNull();
});
