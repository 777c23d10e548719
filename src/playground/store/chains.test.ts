import { expect, test } from 'vitest';
import { sourceKey } from '../../checkpoint/model-source';
import { SUDOKU_4, SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { DEFAULT_SETTINGS } from '../../training/settings';
import type { Command, Event } from '../../worker/protocol';
import { CHAIN_COUNTS, nextNumChains } from './chains';
import { driveEngine } from './driver';
import { sourceNow } from './model';
import {
  backendReport,
  createFakeClient,
  createTestPlayground,
  evaluated,
  frameOf,
  prepared,
  smallPuzzle,
  sudokuConfig,
} from './testing';
import { traceOf } from './thought';

/** The page and an engine that is ready. */
function createChainsTest() {
  const store = createTestPlayground();
  const engine = createFakeClient<Command, Event>();
  driveEngine(store, engine);
  const state = store.getState;
  const runs = () => engine.sent.filter((command) => command.type === 'think');
  const ready = () => {
    const model = sourceNow(state());
    engine.say({
      ...{
        type: 'ready',
        model: model.name,
        key: sourceKey(model),
        config: sudokuConfig(SUDOKU_9),
      },
      ...{ parameters: 1, backend: backendReport, dispatches: 1, segmentTime: null, cached: true },
    });
  };
  const answer = (segments: number) => {
    const { run, input } = runs().at(-1)!;
    const known = traceOf(state())?.frames.length ?? 0;
    for (let segment = known + 1; segment <= segments; segment++) {
      engine.say({ type: 'frame', run, segment, frame: frameOf(input) });
    }
  };
  ready();
  return { engine, state, runs, ready, answer };
}

test('a wider thought starts again, and a narrower one comes back unchanged', () => {
  const { engine, state, runs, answer } = createChainsTest();
  expect(runs().at(-1)).toMatchObject({ numChains: 1, limit: 16 });
  answer(3);
  state().setNumChains(4);
  expect(engine.sent.at(-2)).toEqual({ type: 'stop', run: 1 });
  expect(runs().at(-1)).toMatchObject({ numChains: 4, limit: 16, run: 2 });
  expect(traceOf(state())!.frames).toHaveLength(0);
  answer(2);
  engine.say({ type: 'frame', run: 1, segment: 3, frame: frameOf(runs()[0]!.input) });
  expect(traceOf(state())!.frames).toHaveLength(2);
  state().setNumChains(1);
  expect(traceOf(state())!.frames).toHaveLength(3);
  state().setNumChains(4);
  expect(traceOf(state())!.frames).toHaveLength(2);
  expect(state().playback.segment).toBe(2);
});

test('choosing the present number of chains changes nothing', () => {
  const { engine, state, answer } = createChainsTest();
  answer(3);
  const sent = engine.sent.length;
  state().setNumChains(1);
  expect(engine.sent).toHaveLength(sent);
  expect(traceOf(state())!.frames).toHaveLength(3);
});

test('another kind of difference is another thought, but not for a single chain', () => {
  const { engine, state, runs, answer } = createChainsTest();
  answer(3);
  const sent = engine.sent.length;
  state().setDiversity('noise');
  state().setNoise(0.5);
  expect(engine.sent).toHaveLength(sent);
  expect(traceOf(state())!.frames).toHaveLength(3);
  expect(runs().at(-1)).not.toHaveProperty('diversity');
  state().setNumChains(4);
  expect(runs().at(-1)).toMatchObject({ numChains: 4, diversity: { views: false, sigma: 0.5 } });
  answer(2);
  state().setNoise(0.6);
  expect(engine.sent.at(-2)).toEqual({ type: 'stop', run: 2 });
  expect(runs().at(-1)).toMatchObject({ run: 3, diversity: { views: false, sigma: 0.6 } });
  expect(traceOf(state())!.frames).toHaveLength(0);
  state().setDiversity('both');
  expect(runs().at(-1)).toMatchObject({ run: 4, diversity: { views: true, sigma: 0.6 } });
  state().setDiversity('views');
  expect(runs().at(-1)).toMatchObject({ run: 5, diversity: { views: true, sigma: 0 } });
  // Without noise its size does not matter.
  state().setNoise(0.5);
  expect(runs().at(-1)).toMatchObject({ run: 5 });
  state().setDiversity('noise');
  expect(traceOf(state())!.frames).toHaveLength(2);
});

test('a wide thought about a lesson’s puzzle comes from the engine, and stays until the next', () => {
  const { state, runs, ready, answer } = createChainsTest();
  state().setNumChains(2);
  state().beginLesson({ id: 'scratch-4' }, DEFAULT_SETTINGS);
  state().onLessonEvent(prepared(SUDOKU_4));
  state().onLessonEvent(evaluated(0));
  ready();
  expect(runs().at(-1)).toMatchObject({ numChains: 2, input: smallPuzzle });
  answer(2);
  const wide = traceOf(state());
  state().onLessonEvent(evaluated(5));
  expect(traceOf(state())).toBe(wide);
  ready();
  expect(traceOf(state())!.frames).toEqual(wide!.frames);
  expect(runs().at(-1)).toMatchObject({ numChains: 2, input: smallPuzzle });
});

test('wider and wider, and then one chain again', () => {
  expect(CHAIN_COUNTS.map(nextNumChains)).toEqual([2, 4, 8, 1]);
});

test('starting over makes another thought, with one chain or several', () => {
  const { state, runs, answer } = createChainsTest();
  answer(3);
  expect(runs().at(-1)).not.toHaveProperty('restart');
  state().setRestart(8);
  expect(runs().at(-1)).toMatchObject({ numChains: 1, restart: 8 });
  expect(traceOf(state())!.frames).toHaveLength(0);
  state().setNumChains(4);
  expect(runs().at(-1)).toMatchObject({ numChains: 4, restart: 8 });
  state().setRestart(16);
  expect(runs().at(-1)).toMatchObject({ numChains: 4, restart: 16 });
  state().setNumChains(1);
  state().setRestart(0);
  expect(traceOf(state())!.frames).toHaveLength(3);
});
