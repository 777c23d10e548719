import { expect, test, vi } from 'vitest';
import { until } from '../../../tests/support/until';
import { sourceKey } from '../../checkpoint/model-source';
import { SUDOKU_4, SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { parseSudoku } from '../../puzzles/sudoku/parse';
import { DEFAULT_SETTINGS } from '../../training/settings';
import type { Command, Event } from '../../worker/protocol';
import { driveEngine } from './driver';
import { sourceNow } from './model';
import { puzzleOf } from './puzzle';
import {
  arcShipped,
  backendReport,
  createFakeClient,
  createTestPlayground,
  evaluated,
  frameOf,
  mazeChoice,
  modelChoice,
  prepared,
  smallPuzzle,
  sudokuConfig,
} from './testing';
import { isRecorded, traceOf } from './thought';

function createDriverTest(tab = 'sudoku') {
  const store = createTestPlayground([arcShipped]);
  store.getState().openTab(tab);
  const engine = createFakeClient<Command, Event>();
  driveEngine(store, engine);
  const state = store.getState;
  /** The engine reports that the last requested model is open. */
  const ready = (segmentTime: number | null = null) => {
    const last = engine.sent.findLast(({ type }) => type === 'open' || type === 'weights');
    if (last === undefined || !('model' in last)) throw new Error('No model was sent.');
    engine.say({
      ...{ type: 'ready', model: last.model.name, key: sourceKey(last.model) },
      ...{ config: sudokuConfig(SUDOKU_9), parameters: 1, backend: backendReport },
      ...{ dispatches: 1, segmentTime, cached: true },
    });
  };
  const loaded = () => {
    const last = engine.sent.findLast(({ type }) => type === 'weights');
    if (last?.type !== 'weights') throw new Error('No weights were sent.');
    engine.say({ type: 'loaded', model: last.model.name, key: sourceKey(last.model) });
  };
  const types = () => engine.sent.map(({ type }) => type);
  const runs = () => engine.sent.filter((command) => command.type === 'think');
  const learn = (step: number) => state().onLessonEvent(evaluated(step));
  const begin = () => {
    state().beginLesson({ id: 'scratch-4' }, DEFAULT_SETTINGS);
    state().onLessonEvent(prepared(SUDOKU_4));
  };
  return { store, engine, state, ready, loaded, types, runs, learn, begin };
}

test('opens the model, thinks about the puzzle, and asks for no known segment again', () => {
  const { engine, state, ready, runs } = createDriverTest();
  ready();
  expect(runs()).toHaveLength(1);
  const [{ run, input }] = runs() as [Extract<Command, { type: 'think' }>];
  for (let segment = 1; segment <= 16; segment++) {
    engine.say({ type: 'frame', run, segment, frame: frameOf(input) });
  }
  engine.say({ type: 'rested', run, segments: 16 });
  expect(state().computing).toBe(false);
  expect(traceOf(state())!.frames).toHaveLength(16);
  state().setLimit(4);
  state().setLimit(16);
  expect(engine.sent.filter(({ type }) => type === 'think')).toHaveLength(1);
});

test('sends a lesson’s weights one at a time, the newest when the engine is free', () => {
  const { engine, state, ready, loaded, types, learn, begin } = createDriverTest();
  ready();
  begin();
  learn(0);
  expect(types().filter((type) => type === 'weights')).toHaveLength(1);
  learn(5);
  learn(10);
  expect(types().filter((type) => type === 'weights')).toHaveLength(1);
  ready();
  expect(engine.sent.at(-1)).toEqual({ type: 'weights', model: sourceNow(state()) });
  expect(sourceNow(state()).name).toBe('step 10');
  loaded();
  expect(types().filter((type) => type === 'weights')).toHaveLength(2);
});

test('the engine thinks further than the lesson showed, only with the visible weights', () => {
  const { engine, state, ready, loaded, runs, learn, begin } = createDriverTest();
  ready();
  begin();
  learn(0);
  state().setLimit(2);
  ready();
  expect(runs()).toHaveLength(1); // that of the page's own puzzle
  state().setLimit(3);
  const second = runs().at(-1)!;
  expect(second).toMatchObject({ input: smallPuzzle, limit: 3 });
  engine.say({ type: 'frame', run: second.run, segment: 3, frame: frameOf(smallPuzzle) });
  expect(traceOf(state())!.frames).toHaveLength(3);

  learn(5);
  expect(traceOf(state())!.frames).toHaveLength(2);
  engine.say({ type: 'frame', run: second.run, segment: 3, frame: frameOf(smallPuzzle) });
  expect(traceOf(state())!.frames).toHaveLength(2);
  loaded();
  expect(runs().at(-1)!.run).toBeGreaterThan(second.run);
});

test('another puzzle on the lesson’s board is thought about again with every new weights', async () => {
  const { engine, state, ready, loaded, runs, learn, begin } = createDriverTest();
  ready();
  begin();
  learn(0);
  ready();
  state().setPuzzle(parseSudoku('2..4.........14.'));
  await until(() => runs().at(-1)!.input[0] === 3);
  const { run, input } = runs().at(-1)!;
  engine.say({ type: 'frame', run, segment: 1, frame: frameOf(input) });
  const before = traceOf(state());
  learn(5);
  loaded();
  // The old thought stays until the engine has a new one.
  expect(traceOf(state())).toEqual(before);
  expect(isRecorded(state())).toBe(true);
  const again = runs().at(-1)!;
  expect(again.run).toBeGreaterThan(run);
  engine.say({ type: 'frame', run: again.run, segment: 1, frame: frameOf(input) });
  expect(isRecorded(state())).toBe(false);
});

test('closing the lesson brings the shipped model back with what it had thought', async () => {
  const { engine, state, ready, runs, learn, begin } = createDriverTest();
  ready();
  const { run, input } = runs()[0]!;
  engine.say({ type: 'frame', run, segment: 1, frame: frameOf(input) });
  begin();
  learn(0);
  ready();
  state().closeTeach();
  expect(engine.sent.at(-1)).toEqual({ type: 'weights', model: state().model.source });
  ready();
  await until(() => traceOf(state()) !== null);
  expect(traceOf(state())!.frames).toHaveLength(1);
});

test('opens a chosen model; if it fails, the shipped one stays', () => {
  const { engine, state, ready, learn, begin } = createDriverTest();
  ready();
  state().savedModelsAre([modelChoice('other')]);
  state().chooseModel('other');
  expect(engine.sent.at(-1)).toEqual({ type: 'weights', model: state().model.source });
  engine.say({ type: 'failed', during: 'weights', message: 'It is damaged.' });
  expect(state().notes.map(({ text }) => text)).toEqual(['It is damaged.']);
  expect(state().engine.phase).toBe('ready');
  expect(state().model.id).toBe('sudoku');
  expect(engine.sent.at(-1)!.type).toBe('think');
  begin();
  learn(0);
  expect(engine.sent.at(-1)).toMatchObject({ type: 'weights', model: { name: 'step 0' } });
});

test('thinks about the question of a task if the model knows the task, by its identifier', async () => {
  const { engine, state, ready, runs } = createDriverTest('arc');
  expect(engine.sent).toMatchObject([{ type: 'open', model: { name: 'arc' } }]);
  ready();
  expect(runs()).toEqual([]);
  const puzzle = new Uint8Array(100).fill(3);
  const nothing = { source: null, why: null, note: null, recording: null };
  state().ask({ ...nothing, puzzle, identifier: null }, 'follow');
  await new Promise((resolve) => setTimeout(resolve));
  expect(runs()).toEqual([]);
  state().ask({ ...nothing, puzzle, identifier: 7 }, 'follow');
  await until(() => runs().length === 1);
  expect(runs()[0]).toMatchObject({ input: puzzle, identifier: 7 });

  // The learned model is another model, which must be sent first.
  const source = { name: 'learned', saved: 'learned' };
  state().ask({ ...nothing, puzzle, identifier: 0, source }, 'follow');
  expect(engine.sent.at(-1)).toEqual({ type: 'weights', model: source });
  ready();
  await until(() => runs().length === 2);
  expect(runs()[1]).toMatchObject({ identifier: 0 });
});

test('back in a world, its old thought is shown until the engine has its model again', async () => {
  const { engine, state, ready, runs } = createDriverTest();
  ready();
  state().savedModelsAre([mazeChoice('maze', 9)]);
  const { run, input } = runs()[0]!;
  engine.say({ type: 'frame', run, segment: 1, frame: frameOf(input) });
  const thought = traceOf(state());
  state().openTab('maze');
  expect(engine.sent.at(-1)).toEqual({ type: 'weights', model: state().model.source });
  expect(traceOf(state())).toBeNull();
  ready();
  await until(() => runs().length === 2);
  expect(runs().at(-1)!.input).toEqual(puzzleOf(state()));

  state().openTab('sudoku');
  await until(() => traceOf(state()) !== null);
  expect(traceOf(state())).toBe(thought);
  expect(isRecorded(state())).toBe(true);
  ready();
  expect(isRecorded(state())).toBe(false);
  expect(traceOf(state())!.frames).toHaveLength(1);
});

test('if the only model of a world cannot be loaded, the page goes back', () => {
  const { engine, state, ready } = createDriverTest();
  ready();
  state().savedModelsAre([mazeChoice('maze', 9)]);
  state().openTab('maze');
  engine.say({ type: 'failed', during: 'weights', message: 'It is damaged.' });
  expect(state()).toMatchObject({ world: 'sudoku', model: { id: 'sudoku' } });
});

test('a slow model waits for a click, and can be stopped in a segment', () => {
  const { engine, state, ready, runs, types } = createDriverTest();
  ready(20_000);
  expect(runs()).toEqual([]);
  expect(state()).toMatchObject({ stopped: true, computing: false });
  state().setLimit(20);
  expect(runs()).toEqual([]);
  state().setStopped(false);
  expect(runs()).toMatchObject([{ limit: 20 }]);
  const [first] = runs() as [Extract<Command, { type: 'think' }>];
  engine.say({ type: 'part', run: first.run, segment: 1, share: 0.4 });
  expect(state()).toMatchObject({ computing: true, part: { segment: 1, share: 0.4 } });
  state().setStopped(true);
  expect(types().at(-1)).toBe('stop');
  expect(state()).toMatchObject({ computing: false, part: null });
  // After one click it thinks about every puzzle.
  vi.useFakeTimers();
  state().clear();
  vi.runAllTimers();
  vi.useRealTimers();
  expect(state().stopped).toBe(false);
  expect(runs().length).toBeGreaterThan(1);
  // Also after its device was lost; a faster model never asks.
  ready(20_000);
  expect(state().stopped).toBe(false);
});
