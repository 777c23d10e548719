import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gridFromRows } from '../../../puzzles/arc/grid';
import type { ArcCommand, ArcEvent } from '../../../worker/arc-protocol';
import { createFakeClient } from '../../store/testing';
import { driveArc } from './driver';
import { questionShown } from './learning-state';
import { answersTo, createTestArc, fall, learning, ready, recolour, swap } from './testing';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const inputs = recolour.task.test.map(({ input }) => input);
const said = gridFromRows([[0, 2]]);

function driven() {
  const store = createTestArc();
  const client = createFakeClient<ArcCommand, ArcEvent>();
  const letGo = driveArc(store, client);
  client.say(ready());
  store.getState().learn();
  client.say(learning(1));
  client.say({ type: 'arc-answers', run: 1, answers: answersTo(inputs, 0, said), asked: null });
  return { store, client, letGo };
}

test('orders reach the worker once, and its events the state', () => {
  const { store, client, letGo } = driven();
  store.getState().pauseRun();
  store.getState().setSigns(true);
  expect(client.sent.map(({ type }) => type)).toEqual(['learn', 'pause']);
  expect(questionShown(store.getState())!.ranked[0]!.grid).toEqual(said);
  letGo();
  store.getState().dropRun();
  expect(client.sent).toHaveLength(2);
});

test('asks the model about a known task when it is opened, unless it is learning another', () => {
  const store = createTestArc(fall);
  const client = createFakeClient<ArcCommand, ArcEvent>();
  driveArc(store, client);
  store.getState().setMode('answer');
  client.say(ready(12, true, [fall.id, swap.id]));
  expect(store.getState().mode).toBe('answer');
  expect(client.sent).toMatchObject([{ type: 'learn', known: 1 }]);
  client.say(learning(1));
  // What is being answered is not interrupted.
  store.getState().openTask(swap);
  expect(client.sent).toHaveLength(1);
  client.say({ type: 'arc-rested', run: 1, step: 0, why: 'asked', message: null });
  expect(client.sent.slice(1)).toMatchObject([{ type: 'learn', known: 2 }]);

  store.getState().openTask(recolour);
  store.getState().learn();
  client.say(learning(3));
  client.say({ type: 'arc-rested', run: 3, step: 9, why: 'finished', message: null });
  store.getState().openTask(fall);
  expect(client.sent).toHaveLength(3);
  store.getState().recall();
  expect(client.sent.at(-1)).toMatchObject({ type: 'learn', known: 1 });
});

test('asks an edited question when the drawing rests', () => {
  const { store, client } = driven();
  store.getState().setMode('task');
  for (const cell of [0, 1]) {
    store.getState().press(cell);
    vi.advanceTimersByTime(100);
  }
  expect(client.sent).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  const edited = store.getState().history.present.task.test.map(({ input }) => input);
  expect(client.sent[1]).toEqual({ type: 'answer', run: 1, inputs: edited, asked: 1 });
  client.say({ type: 'arc-answers', run: 1, answers: answersTo(edited, 0, said), asked: 1 });
  expect(questionShown(store.getState())).not.toBeNull();
  expect(client.sent).toHaveLength(2);
});

test('asks again after answers to old questions', () => {
  const { store, client } = driven();
  store.getState().setMode('task');
  store.getState().press(0);
  client.say({ type: 'arc-answers', run: 1, answers: answersTo(inputs, 50, said), asked: null });
  expect(client.sent.at(-1)!.type).toBe('answer');
});

test('does not ask about other demonstrations', () => {
  const { store, client } = driven();
  store.getState().setMode('task');
  store.getState().choosePlace({ part: 'train', at: 0, side: 'input' });
  store.getState().setColour(8);
  store.getState().press(0);
  vi.advanceTimersByTime(1000);
  expect(client.sent.map(({ type }) => type)).toEqual(['learn']);
});
