import { expect, test } from 'vitest';
import { tinyModel } from '../../../../tests/support/tiny-model';
import { gridFromRows } from '../../../puzzles/arc/grid';
import { canvasSide } from '../../../puzzles/arc/task';
import { DEFAULT_ARC_SETTINGS, SLOW_ARC_SETTINGS } from '../../../training/arc/settings';
import { learnedSoFar, whyNothing } from '../stage/words';
import { settingsNow } from './learning';
import {
  answersShown,
  hasAnswered,
  isBusy,
  knownAs,
  questionShown,
  runShown,
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

test('without a model nothing is learned', () => {
  const store = createTestArc();
  store.getState().learn();
  expect(store.getState()).toMatchObject({ run: null, order: null, model: { phase: 'none' } });
});

test('a task is learned from what is on show, with the settings of now', () => {
  const { store, run } = learnt();
  const { order } = store.getState();
  const settings = settingsNow(store.getState());
  expect(order!.command).toEqual({ type: 'learn', run, task: recolour.task, settings });
  expect(store.getState().run).toMatchObject({ phase: 'learning', text: '' });
});

test('a task that the model was trained on is asked by its embedding, as long as it is the same', () => {
  const store = createTestArc();
  const { hear } = store.getState();
  store.getState().openModel({ name: 'arc', saved: 'arc' });
  store.getState().recall();
  expect(store.getState().run).toBeNull();
  hear(ready(12, true, ['other', 'recolour']));
  store.getState().recall();
  expect(store.getState().order!.command).toMatchObject({
    type: 'learn',
    ...{ known: 2, task: recolour.task, settings: { views: 1, batch: 1 } },
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

test('the model is handed over when it is asked for', async () => {
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

test('without a GPU less is proposed, and what was chosen is kept', () => {
  const store = createTestArc();
  store.getState().hear(ready(12, false));
  expect(settingsNow(store.getState())).toBe(SLOW_ARC_SETTINGS);
  store.getState().setSettings({ ...SLOW_ARC_SETTINGS, steps: 7 });
  store.getState().hear(ready(12, true));
  expect(settingsNow(store.getState()).steps).toBe(7);
  store.getState().setSettings(null);
  expect(settingsNow(store.getState())).toBe(DEFAULT_ARC_SETTINGS);
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

test('curve, progress and answers grow; the newest answer is on show at its end', () => {
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

test('the last word is said when the run rests', () => {
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

test('events of a run that was given up change nothing', () => {
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

test('answers are to the questions they were asked, and to the demonstrations they come from', () => {
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

test('a run goes on while another task is looked at', () => {
  const { store, answer } = learnt();
  store.getState().openTask(fall);
  expect(runShown(store.getState())).toBeNull();
  answer(50);
  expect(framesOf(store.getState())).toHaveLength(0);
  store.getState().openTask(recolour);
  expect(answersShown(store.getState())!.step).toBe(50);
  expect(framesOf(store.getState())).toHaveLength(2);
});

test('failures are told, and what was lost with them', () => {
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

test('what is known is given away only on request, and hidden again for the next question', () => {
  const { store } = learnt();
  store.getState().reveal();
  expect(store.getState().revealed).toBe(true);
  store.getState().chooseTest(1);
  expect(store.getState().revealed).toBe(false);
});
