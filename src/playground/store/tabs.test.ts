import { expect, test } from 'vitest';
import { SUDOKU_4 } from '../../puzzles/sudoku/geometry';
import { DEFAULT_SETTINGS } from '../../training/settings';
import { TABS } from '../worlds';
import { lessonElsewhere } from './active-lesson';
import { sourceNow } from './model';
import { createPlayground } from './playground';
import { puzzleOf } from './puzzle';
import { offeredTabs, tabOf } from './tabs';
import {
  arcShipped,
  createTestPlayground,
  evaluated,
  mazeChoice,
  modelChoice,
  prepared,
  shipped,
  smallPuzzle,
} from './testing';
import { traceOf } from './thought';

function createTabsTest() {
  const store = createPlayground({ tabs: TABS, models: [shipped, arcShipped], autoplay: true });
  store.getState().savedModelsAre([mazeChoice('small', 9), mazeChoice('large', 15)]);
  return store.getState;
}

test('a tab is shown if there is a model for it, and opens with that model', () => {
  const state = createTestPlayground().getState;
  const offered = () => offeredTabs(state()).map(({ id }) => id);
  expect(offered()).toEqual(['sudoku']);
  state().openTab('maze');
  state().openTab('mars');
  expect(state().world).toBe('sudoku');
  state().savedModelsAre([mazeChoice('small', 9)]);
  expect(offered()).toEqual(['sudoku', 'maze']);
  state().openTab('maze');
  expect(state()).toMatchObject({ world: 'maze', board: { key: 'maze:9' } });
  expect(state().model.id).toBe('small');
  state().savedModelsAre([]);
  expect(state()).toMatchObject({ world: 'sudoku', model: shipped });
});

test('each world keeps its model, its puzzle and its undo history', () => {
  const state = createTabsTest();
  state().chooseModel('large');
  expect(tabOf(state()).id).toBe('maze');
  const before = puzzleOf(state());
  state().clear();
  const cleared = puzzleOf(state());
  state().openTab('sudoku');
  expect(puzzleOf(state())).toHaveLength(81);
  state().clear();
  state().openTab('maze');
  expect(state().model.id).toBe('large');
  expect(puzzleOf(state())).toBe(cleared);
  state().undo();
  expect(puzzleOf(state())).toBe(before);
  state().openTab('sudoku');
  expect(puzzleOf(state()).every((digit) => digit === 0)).toBe(true);
});

test('a thought plays when a tab is first opened, and not again on the way back', () => {
  const state = createTabsTest();
  state().openTab('maze');
  expect(state().playback).toMatchObject({ playing: true, segment: 0 });
  state().openTab('sudoku');
  expect(state().playback.playing).toBe(false);
  state().openTab('maze');
  expect(state().playback.playing).toBe(false);
});

test('a lesson continues while another tab is open, and its board comes back with new results', () => {
  const state = createTabsTest();
  state().beginLesson({ id: 'scratch-4' }, DEFAULT_SETTINGS);
  state().onLessonEvent(prepared(SUDOKU_4));
  state().onLessonEvent(evaluated(5));
  const { limit } = state();
  expect(state().board.cells).toBe(16);
  expect(lessonElsewhere(state())).toBeNull();

  state().openTab('maze');
  expect(lessonElsewhere(state())).toBe('Sudoku');
  expect(state()).toMatchObject({ limit: 16, limitBefore: null, teaching: { phase: 'running' } });
  expect(sourceNow(state())).toBe(state().model.source);
  const maze = puzzleOf(state());
  state().onLessonEvent(evaluated(10));
  expect(puzzleOf(state())).toBe(maze);
  expect(state().limit).toBe(16);

  state().openTab('arc');
  expect(lessonElsewhere(state())).toBe('Sudoku');
  state().openTab('sudoku');
  expect(sourceNow(state()).name).toBe('step 10');
  expect(state()).toMatchObject({ limit, limitBefore: 16 });
  expect(traceOf(state())).toMatchObject({ input: smallPuzzle });
  state().closeTeach();
  expect(state()).toMatchObject({ board: shipped.board, limit: 16 });
});

test('before the first evaluation the lesson has no board, and its world shows its own', () => {
  const state = createTabsTest();
  state().beginLesson({ id: 'scratch-4' }, DEFAULT_SETTINGS);
  state().openTab('maze');
  state().onLessonEvent(prepared(SUDOKU_4));
  state().openTab('sudoku');
  expect(state().board).toEqual(shipped.board);
  state().onLessonEvent(evaluated(5));
  expect(state().board.cells).toBe(16);
});

test('a model chosen in a lesson’s world waits until the lesson is closed', () => {
  const state = createTabsTest();
  state().savedModelsAre([modelChoice('other'), mazeChoice('small', 9)]);
  state().beginLesson({ id: 'scratch-4' }, DEFAULT_SETTINGS);
  state().onLessonEvent(prepared(SUDOKU_4));
  state().onLessonEvent(evaluated(5));
  state().openTab('arc');
  state().openTab('sudoku');
  state().chooseModel('other');
  expect(sourceNow(state()).name).toBe('step 5');
  expect(state().board.cells).toBe(16);
  state().closeTeach();
  expect(sourceNow(state())).toBe(state().model.source);
});
