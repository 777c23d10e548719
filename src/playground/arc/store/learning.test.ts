import { expect, test } from 'vitest';
import { tinyModel } from '../../../../tests/support/tiny-model';
import { gridFromRows } from '../../../puzzles/arc/grid';
import { canvasSide } from '../../../puzzles/arc/task';
import { DEFAULT_ARC_SETTINGS, SLOW_ARC_SETTINGS } from '../../../training/arc/settings';
import type { ArcEvent } from '../../../worker/arc-protocol';
import type { KeepingEvent } from '../../../worker/checkpoint-keeper';
import { metricsAt } from '../../store/testing';
import { learnedSoFar, whyNothing } from '../stage/words';
import { settingsNow } from './learning';
import {
  answersShown,
  hasAnswered,
  hasOwnPairs,
  isBusy,
  knownAs,
  questionShown,
  runShown,
  canvasShown,
  sideTooBig,
} from './learning-state';
import { framesOf } from './look';
import { takeModel } from './take-model';
import { answersTo, createTestArc, fall, learning, metrics, ready, recolour } from './testing';

const inputs = recolour.task.test.map(({ input }) => input);
const right = gridFromRows([[0, 2]]);

function learnt() {
  const store = createTestArc();
  const { hear } = store.getState();
  store.getState().openModel({ name: 'arc', saved: 'arc' });
  hear(ready());
  store.getState().learn();
  const run = store.getState().run!.number;
  hear(learning(run));
  const answer = (step: number, said = right, of = inputs) =>
    hear({ type: 'arc-answers', run, answers: answersTo(of, step, said), asked: null });
  const rest = (why: 'asked' | 'finished' | 'diverged') =>
    hear({ type: 'arc-rested', run, step: 1, why, message: null });
  return { store, run, hear, answer, rest };
}

test('learns nothing without a model', () => {
  const store = createTestArc();
  store.getState().learn();
  expect(store.getState()).toMatchObject({ run: null, order: null, model: { phase: 'none' } });
});

test('a task is learned from the visible demonstrations, with the present settings', () => {
  const { store, run } = learnt();
  const { order } = store.getState();
  const settings = settingsNow(store.getState());
  expect(order!.command).toEqual({ type: 'learn', run, record: recolour, settings });
  expect(store.getState().run).toMatchObject({ phase: 'learning', text: '' });
});

test('a task from training is asked by its embedding, if it is unchanged', () => {
  const store = createTestArc();
  const { hear } = store.getState();
  store.getState().openModel({ name: 'arc', saved: 'arc' });
  store.getState().recall();
  expect(store.getState().run).toBeNull();
  hear(ready(12, true, ['other', 'recolour']));
  store.getState().recall();
  expect(store.getState().order!.command).toMatchObject({
    type: 'learn',
    ...{ known: 2, record: recolour, settings: { views: 1, batch: 1 } },
  });
  expect(store.getState().run).toMatchObject({ known: true });
  expect(knownAs(store.getState())).toBe(2);
  const run = store.getState().run!.number;
  hear(learning(run));
  expect(whyNothing(store.getState())).toBe('No answer yet.');
  hear({ type: 'arc-answers', run, answers: answersTo(inputs, 0, right), asked: null });
  hear({ type: 'arc-rested', run, step: 0, why: 'asked', message: null });
  expect(framesOf(store.getState())).toHaveLength(2);
  expect(learnedSoFar(store.getState())).toBeNull();
  store.getState().learn();
  expect(store.getState().order!.command).not.toHaveProperty('known');

  store.getState().setMode('task');
  store.getState().choosePlace({ part: 'train', at: 0, side: 'input' });
  store.getState().setColour(8);
  store.getState().press(0);
  expect(knownAs(store.getState())).toBeNull();
});

test('the model is sent on request', async () => {
  const { store, run, hear, rest } = learnt();
  rest('finished');
  const model = (step: number) => tinyModel({}, step);
  const first = takeModel(store);
  expect(store.getState().order!.command).toEqual({ type: 'take', run });
  hear({ type: 'arc-model', run: run + 1, step: 1, model: model(1) });
  hear({ type: 'arc-model', run, step: 1, model: model(2) });
  expect(await first).toEqual(model(2));
  const second = takeModel(store);
  hear({ type: 'arc-model', run, step: 1, model: model(3) });
  expect(await second).toEqual(model(3));

  const failing = takeModel(store);
  hear({ type: 'arc-failed', during: 'take', run, message: 'The device is out of memory.' });
  await expect(failing).rejects.toThrow('The device is out of memory.');
  expect(store.getState().run!.phase).toBe('finished');

  const dropped = takeModel(store);
  store.getState().dropRun();
  await expect(dropped).rejects.toThrow('no longer there');
});

test('proposes less without a GPU, and keeps what was chosen', () => {
  const store = createTestArc();
  store.getState().hear(ready(12, false));
  expect(settingsNow(store.getState())).toBe(SLOW_ARC_SETTINGS);
  store.getState().setSettings({ ...SLOW_ARC_SETTINGS, steps: 7 });
  store.getState().hear(ready(12, true));
  expect(settingsNow(store.getState()).steps).toBe(7);
  store.getState().setSettings(null);
  expect(settingsNow(store.getState())).toBe(DEFAULT_ARC_SETTINGS);
});

test('a larger task is learned on a larger canvas, if the model may have one', () => {
  const store = createTestArc(fall);
  const { hear, learn, openTask } = store.getState();
  const needed = canvasSide(fall.task);
  hear(ready(5, true, [], 30));
  expect(sideTooBig(store.getState())).toBeNull();
  expect(canvasShown(store.getState())).toBe(needed);
  learn();
  // A question that was made larger since then does not fit on the canvas of the run.
  hear(learning(1, needed - 1));
  expect(canvasShown(store.getState())).toBeNull();
  hear(learning(1, needed + 2));
  expect(canvasShown(store.getState())).toBe(needed + 2);
  hear({ type: 'arc-progress', run: null, text: 'Opening the device', share: null });
  expect(canvasShown(store.getState())).toBe(needed + 2);
  hear(ready(5, true, [], 30));
  openTask(recolour);
  expect(canvasShown(store.getState())).toBe(Math.max(5, canvasSide(recolour.task)));
});

test('a task larger than the canvas is not learned', () => {
  const store = createTestArc(fall);
  store.getState().hear(ready(5));
  expect(sideTooBig(store.getState())).toBe(canvasSide(fall.task));
  store.getState().learn();
  expect(store.getState().run).toBeNull();
  store.getState().openTask(recolour);
  expect(sideTooBig(store.getState())).toBeNull();
});

test('curve, progress and answers grow; the newest answer is shown at its end', () => {
  const { store, run, hear, answer } = learnt();
  answer(0, gridFromRows([[4]]));
  expect(framesOf(store.getState())).toHaveLength(2);
  expect(learnedSoFar(store.getState())).toBe('before learning');
  hear(metrics(run, 1));
  hear(metrics(run, 2));
  expect(store.getState().run!.curve.points).toHaveLength(2);
  expect(store.getState().run!.progress).toMatchObject({ step: 2, secondsLeft: 39 });
  answer(50);
  expect(answersShown(store.getState())!.step).toBe(50);
  store.getState().showAnswers(0);
  expect(answersShown(store.getState())!.step).toBe(0);
  answer(100);
  expect(answersShown(store.getState())!.step).toBe(0);
  store.getState().showAnswers(null);
  expect(answersShown(store.getState())!.step).toBe(100);
});

test('the final answers come when the run rests', () => {
  const { store, answer, rest } = learnt();
  answer(0);
  expect([hasAnswered(store.getState()), isBusy(store.getState())]).toEqual([false, true]);
  store.getState().pauseRun();
  expect(store.getState().run!.phase).toBe('pausing');
  rest('asked');
  expect(store.getState().run!.phase).toBe('paused');
  expect([hasAnswered(store.getState()), isBusy(store.getState())]).toEqual([true, false]);
  store.getState().resumeRun();
  expect(store.getState().run!.phase).toBe('learning');
  rest('finished');
  expect(store.getState().run!.phase).toBe('finished');
});

test('events of an abandoned run change nothing', () => {
  const { store, hear, answer } = learnt();
  const old = store.getState().run!.number;
  store.getState().learn();
  const { run } = store.getState();
  expect(run!.number).toBeGreaterThan(old);
  answer(0);
  hear(metrics(old, 1));
  expect(store.getState().run).toBe(run);
  store.getState().dropRun();
  expect(store.getState().order!.command).toEqual({ type: 'stop', run: run!.number });
  expect(store.getState().run).toBeNull();
});

test('answers belong to their questions and demonstrations', () => {
  const { store, answer } = learnt();
  answer(0);
  expect(questionShown(store.getState())).not.toBeNull();
  store.getState().setMode('task');
  store.getState().setColour(7);
  store.getState().press(0);
  expect(questionShown(store.getState())).toBeNull();
  store.getState().undo();
  expect(questionShown(store.getState())).not.toBeNull();
  store.getState().choosePlace({ part: 'train', at: 0, side: 'output' });
  store.getState().press(0);
  expect(runShown(store.getState())).toBeNull();
  store.getState().undo();
  expect(runShown(store.getState())).not.toBeNull();
});

test('a run continues while another task is open', () => {
  const { store, answer } = learnt();
  store.getState().openTask(fall);
  expect(runShown(store.getState())).toBeNull();
  answer(50);
  expect(framesOf(store.getState())).toHaveLength(0);
  store.getState().openTask(recolour);
  expect(answersShown(store.getState())!.step).toBe(50);
  expect(framesOf(store.getState())).toHaveLength(2);
});

test('failures are reported, with what was lost', () => {
  const { store, run, hear } = learnt();
  hear({ type: 'arc-failed', during: 'answer', run, message: 'no memory' });
  expect(store.getState().run!.phase).toBe('learning');
  hear({ type: 'arc-failed', during: 'learn', run, message: 'no memory' });
  expect(store.getState().run).toMatchObject({ phase: 'failed', text: 'no memory' });
  hear({ type: 'arc-failed', during: 'open', run: null, message: 'gone' });
  expect(store.getState().model).toEqual({ phase: 'failed', message: 'gone' });
});

test('a divergence ends the run with its sentence', () => {
  const { store, rest } = learnt();
  rest('diverged');
  expect(store.getState().run!.phase).toBe('diverged');
  expect(store.getState().run!.text).not.toBe('');
});

test('the right answer is shown only on request, and hidden again for the next question', () => {
  const { store } = learnt();
  store.getState().reveal();
  expect(store.getState().revealed).toBe(true);
  store.getState().chooseTest(1);
  expect(store.getState().revealed).toBe(false);
});

test('a run that the browser keeps is resumed, with its task and its curve', () => {
  const store = createTestArc(fall);
  const { hear, takeUp } = store.getState();
  store.getState().openModel({ name: 'arc', saved: 'arc' });
  hear(ready());
  takeUp('kept');
  const { order, run } = store.getState();
  const { number } = run!;
  expect(order!.command).toEqual({ type: 'take-up', run: number, checkpoint: 'kept' });
  hear({
    type: 'arc-taken-up',
    ...{ run: number, record: structuredClone(recolour), settings: SLOW_ARC_SETTINGS },
    metrics: [metricsAt(1), metricsAt(2)],
  });
  hear({ ...learning(number), step: 2, checkpoint: 'kept' } as ArcEvent);
  const { record } = store.getState();
  expect(record).toEqual(recolour);
  expect(runShown(store.getState())).toMatchObject({ phase: 'learning', checkpoint: 'kept' });
  expect(runShown(store.getState())!.curve.points).toHaveLength(2);
});

test('the edits of a generated task can be undone after resuming', () => {
  const edited = { ...fall.task, train: recolour.task.train };
  const other = { ...fall.task, test: recolour.task.test };
  for (const [task, ownPairs] of [
    [structuredClone(fall.task), true],
    [structuredClone(other), true],
    [edited, false],
  ] as const) {
    const store = createTestArc(recolour);
    store.getState().hear(ready());
    store.getState().takeUp('kept');
    const run = store.getState().run!.number;
    const settings = DEFAULT_ARC_SETTINGS;
    const record = { ...fall, task };
    store.getState().hear({ type: 'arc-taken-up', run, record, settings, metrics: [] });
    const state = store.getState();
    expect(state.history.present.task).toEqual(task);
    expect(hasOwnPairs(state)).toBe(ownPairs);
    expect(runShown(state)).not.toBeNull();
    state.undo();
    expect(store.getState().history.present.task).toEqual(fall.task);
  }
});

test('a run that another tab has is taken over on request', () => {
  const store = createTestArc();
  store.getState().hear(ready());
  store.getState().takeUp('kept');
  const run = store.getState().run!.number;
  store.getState().hear({ type: 'arc-elsewhere', run, checkpoint: 'kept' });
  expect(store.getState().run).toMatchObject({
    ...{ phase: 'failed', elsewhere: true, checkpoint: 'kept' },
    text: 'This task is being learned in another tab.',
  });
  store.getState().takeUp('kept', true);
  expect(store.getState().order!.command).toMatchObject({ type: 'take-up', takeOver: true });
});

test('the checkpoint of a run is known, and removed with it when it rests', () => {
  const { store, run, hear, rest } = learnt();
  const keeping = (event: KeepingEvent) => hear({ type: 'arc-keeping', run, keeping: event });
  keeping({ type: 'checkpointed', step: 7, bytes: 100 });
  expect(store.getState().run).toMatchObject({ kept: { step: 7 }, keepingProblem: null });
  keeping({ type: 'not-checkpointed', message: 'full' });
  expect(store.getState().run).toMatchObject({ kept: { step: 7 }, keepingProblem: 'full' });
  store.getState().dropRun();
  expect(store.getState()).toMatchObject({ run: null, forgotten: null });
  store.getState().learn();
  const next = store.getState().run!.number;
  hear(learning(next));
  rest('finished');
  hear({ type: 'arc-rested', run: next, step: 1, why: 'finished', message: null });
  store.getState().dropRun();
  expect(store.getState().order!.command).toEqual({ type: 'stop', run: next, forget: true });
  expect(store.getState().forgotten).toBe(`checkpoint-${next}`);
});

test('after the worker ends, the model is opened again and the run is resumed', () => {
  const { store, hear } = learnt();
  const { takeUp } = store.getState();
  hear({ type: 'arc-failed', during: 'open', run: null, message: 'Learning stopped: why.' });
  expect(store.getState().run).toMatchObject({ phase: 'failed', text: 'Learning stopped: why.' });
  const orders: string[] = [];
  store.subscribe(({ order }, before) => {
    if (order !== null && order !== before.order) orders.push(order.command.type);
  });
  takeUp('kept');
  expect(orders).toEqual(['open', 'take-up']);
  expect(store.getState().model.phase).toBe('loading');
});
