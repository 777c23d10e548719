import { expect, test } from 'vitest';
import type { InnerFrame } from '../../analysis/inspector';
import type { Command, Event } from '../../worker/protocol';
import { driveInside } from './inside-driver';
import { puzzleOf } from './puzzle';
import { arcShipped, createFakeClient, createTestPlayground, frameOf } from './testing';

const seen: InnerFrame = {
  moves: [{ level: 'H', residual: 1 }],
  participation: { H: 1, L: 1 },
  products: [],
};

function createTest() {
  const store = createTestPlayground([arcShipped]);
  const engine = createFakeClient<Command, Event>();
  const letGo = driveInside(store, engine);
  const state = store.getState;
  const think = (segments: number) => {
    const input = puzzleOf(state());
    state().setTrace({ input, frames: Array.from({ length: segments }, () => frameOf(input)) });
  };
  const asked = () =>
    engine.sent.map((command) =>
      command.type === 'inspect' ? [command.inspection, command.limit] : command.type,
    );
  const arrive = (inspection: number, segment: number) =>
    engine.say({ type: 'inspected', inspection, segment, frame: seen });
  return { engine, state, think, asked, arrive, letGo };
}

test('inspects only on request, up to the last segment of the thought', () => {
  const { state, think, asked, engine } = createTest();
  think(3);
  expect(asked()).toEqual([]);
  state().setLooksInside(true);
  expect(engine.sent).toMatchObject([{ type: 'inspect', limit: 3, identifier: 0 }]);
  think(5);
  think(5);
  state().setLimit(2);
  const [first, second, ...rest] = asked() as [number, number][];
  expect([first![1], second![1]]).toEqual([3, 5]);
  expect(second![0]).toBe(first![0]);
  expect(rest).toEqual([]);
});

test('keeps segments in order, and restarts with the engine', () => {
  const { state, think, asked, arrive } = createTest();
  think(3);
  state().setLooksInside(true);
  const [[number]] = asked() as [[number, number]];
  [1, 2, 3].forEach((segment) => arrive(number, segment));
  expect(state().innerFrames).toHaveLength(3);
  arrive(number, 1);
  expect(state().innerFrames).toHaveLength(1);
  arrive(number - 1, 2);
  expect(state().innerFrames).toHaveLength(1);
});

test('another puzzle starts it again; closing the instrument and other tabs end it', () => {
  const { state, think, asked, arrive } = createTest();
  think(2);
  state().setLooksInside(true);
  const number = (asked().at(-1) as [number, number])[0];
  arrive(number, 1);
  state().clear();
  expect(state().innerFrames).toEqual([]);
  expect(asked().at(-1)).toBe('uninspect');
  think(1);
  expect(asked().at(-1)).toEqual([number + 1, 1]);
  state().openTab('arc');
  expect(asked().at(-1)).toBe('uninspect');
  state().openTab('sudoku');
  think(1);
  expect(asked().at(-1)).toEqual([expect.any(Number), 1]);
  state().setLooksInside(false);
  expect(asked().at(-1)).toBe('uninspect');
});

test('reports a failure, and ends', () => {
  const { state, think, engine, letGo } = createTest();
  think(1);
  state().setLooksInside(true);
  engine.say({ type: 'failed', during: 'inspect', message: 'No memory is left.' });
  expect(state().looksInside).toBe(false);
  expect(state().notes.map(({ text }) => text)).toEqual(['No memory is left.']);
  letGo();
  const before = engine.sent.length;
  state().setLooksInside(true);
  expect(engine.sent).toHaveLength(before);
});

test('studies survive another backend, but not another puzzle or model', () => {
  const { state, engine } = createTest();
  const sent = () => engine.sent.map((command) => command.type);
  state().startStudy('steps', { segment: 1 });
  const [number] = Object.values(state().studies).map((run) => run.number);
  expect(sent()).toEqual(['study']);
  // The device is lost, and the model opens on another backend.
  state().setEngineStatus({ phase: 'preparing' });
  state().setEngineStatus({ phase: 'failed', message: 'for now' });
  state().setBackend('wasm');
  engine.say({ type: 'studied', study: number!, part: [] });
  engine.say({ type: 'study-ended', study: number!, message: null });
  expect(state().studies.steps).toMatchObject({ phase: 'done', parts: [[]] });
  expect(sent()).toEqual(['study']);
  state().clear();
  expect(state().studies).toEqual({});
  state().startStudy('steps', { segment: 1 });
  state().openTab('arc');
  expect(state().studies).toEqual({});
  expect(sent().slice(1)).toEqual(['study', 'unstudy']);
});
