import { expect, test } from 'vitest';
import { gridFromRows, gridToRows } from '../../../puzzles/arc/grid';
import { gridDrawn, isEdited, placeOf } from './editor';
import { createTestArc, recolour } from './testing';

const answering = () => {
  const store = createTestArc();
  store.getState().setMode('answer');
  return store;
};
const drawn = (store: ReturnType<typeof createTestArc>) => gridToRows(gridDrawn(store.getState())!);

test('an answer begins black in the size of the question, and is kept for each question', () => {
  const store = answering();
  expect(drawn(store)).toEqual([[0, 0]]);
  store.getState().setColour(5);
  store.getState().press(1);
  store.getState().release();
  expect(drawn(store)).toEqual([[0, 5]]);
  store.getState().chooseTest(1);
  expect(drawn(store)).toEqual([[0, 0]]);
  store.getState().chooseTest(0);
  expect(drawn(store)).toEqual([[0, 5]]);
  expect(isEdited(store.getState())).toBe(false);
});

test('a stroke has no gaps and is undone as one', () => {
  const store = answering();
  store.getState().resize(3, 5);
  const before = store.getState().history.past.length;
  store.getState().setColour(3);
  store.getState().press(0);
  store.getState().drag(4);
  store.getState().drag(14);
  store.getState().release();
  store.getState().drag(10);
  expect(drawn(store)).toEqual([
    [3, 3, 3, 3, 3],
    [0, 0, 0, 0, 3],
    [0, 0, 0, 0, 3],
  ]);
  expect(store.getState().history.past.length).toBe(before + 1);
  store.getState().undo();
  expect(
    drawn(store)
      .flat()
      .every((colour) => colour === 0),
  ).toBe(true);
  store.getState().redo();
  expect(drawn(store)[0]).toEqual([3, 3, 3, 3, 3]);
});

test('filling, picking a colour, clearing, and a copy of the input', () => {
  const store = answering();
  const { putGrid, setTool, press, setColour, clearGrid } = store.getState();
  putGrid(
    gridFromRows([
      [1, 1, 4],
      [0, 1, 4],
    ]),
  );
  setColour(6);
  setTool('fill');
  press(0);
  expect(drawn(store)).toEqual([
    [6, 6, 4],
    [0, 6, 4],
  ]);
  setTool('pick');
  press(2);
  expect(store.getState()).toMatchObject({ colour: 4, tool: 'paint' });
  expect(drawn(store)).toEqual([
    [6, 6, 4],
    [0, 6, 4],
  ]);
  clearGrid();
  expect(drawn(store)).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
  const { past } = store.getState().history;
  clearGrid();
  expect(store.getState().history.past).toBe(past);
});

test('pairs and questions can be added and removed; the edited grid always exists', () => {
  const store = createTestArc();
  store.getState().setMode('task');
  expect(placeOf(store.getState())).toEqual({ part: 'test', at: 0, side: 'input' });
  store.getState().addPair();
  expect(placeOf(store.getState())).toEqual({ part: 'train', at: 1, side: 'input' });
  store.getState().press(1);
  const { task } = store.getState().history.present;
  expect(gridToRows(task.train[1]!.input)).toEqual([[1, 1]]);
  expect(gridToRows(task.train[0]!.input)).toEqual([[1, 0]]);
  store.getState().undo();
  store.getState().undo();
  expect(placeOf(store.getState())).toEqual({ part: 'test', at: 0, side: 'input' });
  store.getState().removePair(0);
  expect(store.getState().history.present.task.train).toHaveLength(1);

  store.getState().chooseTest(1);
  store.getState().removeQuestion(1);
  expect(store.getState().test).toBe(0);
  expect(store.getState().history.present.answers).toHaveLength(1);
  store.getState().addQuestion();
  expect(store.getState().history.present.task.test[1]!.output).toBeNull();
  expect(isEdited(store.getState())).toBe(true);
  store.getState().restoreTask();
  expect(store.getState().history.present.task).toBe(recolour.task);
});

test('the right answer of a question can be drawn if none is known', () => {
  const store = createTestArc();
  store.getState().chooseTest(1);
  store.getState().setMode('task');
  store.getState().choosePlace({ part: 'test', at: 1, side: 'output' });
  store.getState().setColour(2);
  store.getState().press(0);
  store.getState().press(1);
  expect(gridToRows(store.getState().history.present.task.test[1]!.output!)).toEqual([[2, 2]]);
});

test('draws nothing while one only looks', () => {
  const store = createTestArc();
  const { history } = store.getState();
  store.getState().press(0);
  store.getState().clearGrid();
  expect(store.getState().history).toBe(history);
});

test('the place drawn on is the same object while it is the same place', () => {
  const store = createTestArc();
  for (const mode of ['look', 'answer', 'task'] as const) {
    store.getState().setMode(mode);
    expect(placeOf(store.getState())).toBe(placeOf(store.getState()));
  }
  store.getState().addPair();
  store.getState().undo();
  expect(placeOf(store.getState())).toBe(placeOf(store.getState()));
});
