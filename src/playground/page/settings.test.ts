import { expect, test } from 'vitest';
import type { ModelChoice } from '../store/model';
import { createPlayground } from '../store/playground';
import { puzzleOf } from '../store/puzzle';
import {
  anyMazeChoice,
  arcShipped,
  createTestPlayground,
  mazeChoice,
  shipped,
} from '../store/testing';
import { TABS } from '../worlds';
import { applyUrl, queryOf } from './settings';

const notes = (store: ReturnType<typeof createTestPlayground>) =>
  store.getState().notes.map(({ text }) => text);

function withMazes() {
  const models = [shipped, mazeChoice('maze', 9, 'shipped')] as const;
  return createPlayground({ tabs: TABS, models, autoplay: false });
}

test('a link leads to the world, the puzzle and the settings it was taken from', () => {
  const store = withMazes();
  expect(queryOf(store.getState())).toBe('');
  store.getState().openTab('maze');
  expect(queryOf(store.getState())).toBe('?world=maze&v=1');
  store.getState().clear();
  store.getState().setLimit(4);
  const link = queryOf(store.getState());
  expect(link).toMatch(/^\?world=maze&puzzle=9\.[\w.-]+&limit=4&v=1$/);
  const other = withMazes();
  applyUrl(other, link);
  expect(notes(other)).toEqual([]);
  expect(other.getState()).toMatchObject({ world: 'maze', limit: 4 });
  expect(puzzleOf(other.getState())).toEqual(puzzleOf(store.getState()));
  expect(queryOf(other.getState())).toBe(link);
});

test('a model that only this browser keeps is named, and may be found later', () => {
  const store = createTestPlayground();
  store.getState().savedModelsAre([mazeChoice('mine', 9)]);
  store.getState().openTab('maze');
  const link = queryOf(store.getState());
  expect(link).toContain('model=mine');
  const other = createTestPlayground();
  applyUrl(other, link);
  expect(notes(other)).toEqual([]);
  expect(other.getState().world).toBe('sudoku');
  other.getState().savedModelsAre([mazeChoice('mine', 9)]);
  expect(other.getState().world).toBe('maze');
  expect(queryOf(other.getState())).toBe(link);
});

test('a maze of another size leads back to its board, also with a model found later', () => {
  const models = [shipped, anyMazeChoice('maze', 15)] as const;
  const store = createPlayground({ tabs: TABS, models, autoplay: false });
  store.getState().chooseModel('maze', 20);
  const link = queryOf(store.getState());
  expect(link).toMatch(/^\?world=maze&puzzle=20\./);
  const other = createPlayground({ tabs: TABS, models, autoplay: false });
  applyUrl(other, link);
  expect(notes(other)).toEqual([]);
  expect(other.getState()).toMatchObject({ board: { key: 'maze:20' }, model: { id: 'maze' } });
  expect(queryOf(other.getState())).toBe(link);

  const later = createTestPlayground();
  applyUrl(later, `${link}&model=mine`);
  later.getState().savedModelsAre([anyMazeChoice('mine', 9)]);
  expect(later.getState()).toMatchObject({ board: { key: 'maze:20' }, model: { id: 'mine' } });
});

test('a link names the model unless it is the one that was trained nearest to the size of the board', () => {
  const usual = { ...anyMazeChoice('maze', 15), sides: [15, 20] };
  const own: ModelChoice = { ...anyMazeChoice('own', 9), origin: 'saved' };
  const models = [shipped, usual, anyMazeChoice('maze-30', 30), own] as const;
  for (const [id, side, named] of [
    ['maze-30', 30, false],
    ['maze', 30, true],
    ['maze', 20, false],
    ['maze-30', 20, true],
    ['own', 9, true],
  ] as const) {
    const store = createPlayground({ tabs: TABS, models, autoplay: false });
    store.getState().chooseModel(id, side);
    const link = queryOf(store.getState());
    expect(new URLSearchParams(link).has('model')).toBe(named);
    const other = createPlayground({ tabs: TABS, models, autoplay: false });
    applyUrl(other, link);
    expect(other.getState()).toMatchObject({ board: { key: `maze:${side}` }, model: { id } });
  }
});

test('reports what the page lacks for a link, and keeps everything else', () => {
  const store = createTestPlayground();
  applyUrl(store, '?world=maze&limit=3');
  expect(notes(store)[0]).toContain('no model for the world Maze');
  expect(store.getState()).toMatchObject({ world: 'sudoku', limit: 3 });
  const small = withMazes();
  applyUrl(small, '?world=maze&puzzle=4.0.15.AAA');
  expect(notes(small)[0]).toContain('4×4 maze is not for the model at work');
  expect(small.getState().board.side).toBe(9);
  const rule = withMazes();
  applyUrl(rule, '?world=maze&rule=diagonal');
  expect(notes(rule)[0]).toContain('One setting of this link is unknown');
});

test('a puzzle of another size activates the model for it', () => {
  const store = withMazes();
  store.getState().savedModelsAre([mazeChoice('small', 4)]);
  applyUrl(store, '?world=maze&puzzle=4.0.15.AAA');
  expect(notes(store)).toEqual([]);
  expect(store.getState()).toMatchObject({ model: { id: 'small' }, board: { side: 4 } });
});

test('an ARC task is named by its id while its tab is open', () => {
  const store = createTestPlayground([arcShipped]);
  store.getState().setTask('fall-0000002a');
  expect(queryOf(store.getState())).toBe('');
  store.getState().openTab('arc');
  expect(queryOf(store.getState())).toBe('?world=arc&task=fall-0000002a&v=1');
  const other = createTestPlayground([arcShipped]);
  applyUrl(other, '?world=arc&task=fall-0000002a&v=1');
  expect(other.getState()).toMatchObject({ world: 'arc', task: 'fall-0000002a' });
  const third = createTestPlayground([arcShipped]);
  applyUrl(third, '?world=arc&task=fall');
  expect(third.getState()).toMatchObject({ world: 'arc', task: null });
  expect(notes(third)[0]).toContain('the id of a generated task');
});
