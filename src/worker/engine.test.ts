import { describe, expect, test } from 'vitest';
import { until } from '../../tests/support/until';
import { createCpuBackend } from '../compute/cpu/backend';
import { Ladder, type Rung } from '../compute/ladder';
import { parseConfig } from '../hrm/config';
import { Engine } from './engine';
import type { Event, ModelSource } from './protocol';
import {
  config,
  createEngine,
  createSlowBackend,
  input,
  lessonAt,
  randomModel,
  source,
} from './testing';

test('a raised limit continues from the carry and computes no segment twice', async () => {
  const { engine, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 3 });
  await engine.settled();
  expect(frames(1).map((event) => event.segment)).toEqual([1, 2, 3]);
  engine.handle({ type: 'limit', run: 1, limit: 2 });
  engine.handle({ type: 'limit', run: 1, limit: 5 });
  await engine.settled();
  expect(counts().segments).toBe(5);
});

test('a thought continues exactly after another one came between', async () => {
  const other = input.slice().reverse();
  const { engine, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
  await engine.settled();
  engine.handle({ type: 'think', run: 2, input: other, identifier: 0, limit: 2 });
  await engine.settled();
  engine.handle({ type: 'think', run: 3, input, identifier: 0, limit: 4 });
  await engine.settled();
  expect(counts().segments).toBe(6);
  engine.handle({ type: 'stop', run: 3 });

  const straight = createEngine();
  straight.engine.handle({ type: 'open', model: source, backend: 'auto' });
  straight.engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 4 });
  await straight.engine.settled();
  const confidence = (run: ReturnType<typeof frames>) => run.map((event) => event.frame.confidence);
  expect(confidence(frames(3))).toEqual(confidence(straight.frames(1)));
});

test('switching the backend keeps the model, the run and its frames', async () => {
  const { engine, events, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
  await engine.settled();
  engine.handle({ type: 'open', model: source, backend: 'cpu' });
  engine.handle({ type: 'limit', run: 1, limit: 4 });
  await engine.settled();
  expect(counts()).toEqual({ loads: 1, backends: 2, segments: 4 });
  expect(events.filter((event) => event.type === 'ready')).toHaveLength(2);
  expect(Math.max(...frames(1).map((event) => event.segment))).toBe(4);
});

test('a lost device is opened again and the thought continues', async () => {
  const { engine, events, frames, lose } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
  await engine.settled();
  lose('the laptop slept');
  await Promise.resolve();
  await Promise.resolve();
  engine.handle({ type: 'limit', run: 1, limit: 3 });
  await engine.settled();
  expect(events.filter((event) => event.type === 'ready')).toHaveLength(2);
  expect(events.some((event) => event.type === 'failed')).toBe(false);
  expect(Math.max(...frames(1).map((event) => event.segment))).toBe(3);
});

/** Another backend to fall back to. */
const lower: Rung = {
  kind: 'onnx',
  label: 'The lower one',
  open: () => Promise.resolve({ ...createCpuBackend(), kind: 'onnx', description: 'lower' }),
};

test('a backend that fails at work is replaced by the next, and the thought continues', async () => {
  const { engine, events, frames, failAt } = createEngine(undefined, [lower]);
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  failAt((segment) => (segment === 3 ? 'The GPU has no memory left.' : undefined));
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 4 });
  await engine.settled();
  await engine.settled();
  const ready = events.filter((event) => event.type === 'ready');
  expect(ready.map(({ backend }) => backend)).toMatchObject([
    { kind: 'cpu', reason: null, better: null },
    { kind: 'onnx', reason: 'The CPU failed: The GPU has no memory left.', better: 'cpu' },
  ]);
  expect(events.some((event) => event.type === 'failed')).toBe(false);
  const thought = await straight(source, 4);
  expect(frames(1).slice(-4)).toMatchObject(
    thought.map(({ segment, ...frame }) => ({ segment, frame })),
  );
  // If the better one is requested again, it is tried again.
  failAt(() => undefined);
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  await engine.settled();
  expect(events.filter((event) => event.type === 'ready').at(-1)).toMatchObject({
    backend: { kind: 'cpu', reason: null },
  });
});

test('what fails on every backend is reported, and leaves the engine usable', async () => {
  const { engine, events, frames, failAt } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  failAt(() => 'This cannot be.');
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 4 });
  await engine.settled();
  expect(events.at(-1)).toEqual({
    type: 'failed',
    during: 'think',
    run: 1,
    message: 'This cannot be.',
  });
  failAt(() => undefined);
  engine.handle({ type: 'think', run: 2, input, identifier: 0, limit: 2 });
  await engine.settled();
  expect(frames(2)).toHaveLength(2);
});

test('a model that overflows is reported as that, and no backend is blamed', async () => {
  const { engine, events } = createEngine(undefined, [lower]);
  const { weights } = randomModel();
  const name = 'model.inner.embed_tokens.embedding_weight';
  const huge = new Map(weights).set(
    name,
    weights.get(name)!.map(() => 3e38),
  );
  engine.handle({ type: 'open', model: lessonAt(1, { config, weights: huge }), backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 4 });
  await engine.settled();
  expect(events.filter((event) => event.type === 'ready')).toHaveLength(1);
  const last = events.at(-1)!;
  expect(last).toMatchObject({ type: 'failed', during: 'think', run: 1 });
  expect((last as { message: string }).message).toContain('numbers overflow');
});

test('a model or backend that never opens is aborted for the one wanted now', async () => {
  const stuck: Rung = { ...lower, kind: 'webgpu', open: () => new Promise(() => undefined) };
  const { engine, events } = createEngine(undefined, [stuck]);
  engine.handle({ type: 'open', model: source, backend: 'webgpu' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  engine.handle({ type: 'open', model: source, backend: 'cpu' });
  await engine.settled();
  expect(events.at(-1)).toMatchObject({ type: 'ready', backend: { kind: 'cpu', reason: null } });
  expect(events.some((event) => event.type === 'failed')).toBe(false);
});

test('a puzzle of the wrong size fails with a sentence and leaves the engine usable', async () => {
  const { engine, events, frames } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input: input.slice(1), identifier: 0, limit: 2 });
  engine.handle({ type: 'think', run: 2, input: input.slice(1), identifier: 0, limit: 2 });
  await engine.settled();
  expect(events).toContainEqual({
    type: 'failed',
    during: 'think',
    run: 2,
    message: 'This model thinks about 16 cells, not 15.',
  });
  engine.handle({ type: 'think', run: 3, input, identifier: 0, limit: 1 });
  await engine.settled();
  expect(frames(3)).toHaveLength(1);
});

/** The answers of an engine with this model in the first `limit` segments. */
async function straight(model: ModelSource, limit: number) {
  const { engine, frames } = createEngine();
  engine.handle({ type: 'open', model, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit });
  await engine.settled();
  return frames(1).map(({ segment, frame: { milliseconds, ...frame } }) => {
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    return { segment, ...frame };
  });
}

describe('other weights', () => {
  test('are replaced in place, and the run starts again from its first segment', async () => {
    const { engine, events, frames, counts } = createEngine();
    engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
    engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 3 });
    await engine.settled();
    const before = events.length;
    engine.handle({ type: 'weights', model: lessonAt(2) });
    await engine.settled();
    expect(counts()).toEqual({ loads: 2, backends: 1, segments: 6 });
    expect(events.slice(before).map((event) => event.type)).toEqual([
      ...['loaded', 'frame', 'frame', 'frame', 'rested'],
    ]);
    expect(events[before]).toEqual({ type: 'loaded', model: 'lesson', key: 'memory:lesson@2' });
    const [old, fresh] = [await straight(lessonAt(1), 3), await straight(lessonAt(2), 3)];
    expect(frames(1)).toMatchObject(
      [...old, ...fresh].map(({ segment, ...frame }) => ({ segment, frame })),
    );
    expect(fresh[0]!.confidence).not.toEqual(old[0]!.confidence);
  });

  test('interrupt a thought between two segments, which then rests once', async () => {
    const { engine, events } = createEngine((event) => {
      if (event.type !== 'frame' || event.segment !== 2 || events.length > 5) return;
      engine.handle({ type: 'weights', model: lessonAt(2) });
      engine.handle({ type: 'weights', model: lessonAt(3) });
    });
    engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
    engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 8 });
    await engine.settled();
    await engine.settled();
    const story = events.map((event) => (event.type === 'frame' ? event.segment : event.type));
    expect(story).toEqual([
      ...['progress', 'ready', 1, 2],
      ...['loaded', 1, 2, 3, 4, 5, 6, 7, 8, 'rested'],
    ]);
  });

  test('that are in place already take no time', async () => {
    const { engine, counts } = createEngine();
    engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
    engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 3 });
    engine.handle({ type: 'weights', model: lessonAt(1) });
    await engine.settled();
    expect(counts()).toEqual({ loads: 1, backends: 1, segments: 3 });
  });

  test('with another config open the model as a whole', async () => {
    const deeper = parseConfig({ ...config, H_cycles: 2 });
    const { engine, events, counts } = createEngine();
    engine.handle({ type: 'open', model: lessonAt(1), backend: 'cpu' });
    engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 1 });
    await engine.settled();
    const model = lessonAt(2, { ...randomModel(2), config: deeper });
    engine.handle({ type: 'weights', model });
    await engine.settled();
    expect(counts().backends).toBe(2);
    const ready = events.filter((event) => event.type === 'ready');
    expect(ready.at(-1)).toMatchObject({ key: 'memory:lesson@2', backend: { description: 'cpu' } });
    expect(ready.at(-1)!.dispatches).toBeGreaterThan(ready[0]!.dispatches);
  });

  test('do not undo a switch of the backend that is still running', async () => {
    const { engine, events } = createEngine();
    engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
    await engine.settled();
    engine.handle({ type: 'open', model: lessonAt(1), backend: 'cpu' });
    engine.handle({ type: 'weights', model: lessonAt(2) });
    await engine.settled();
    const ready = events.filter((event) => event.type === 'ready');
    expect(ready.map((event) => [event.key, event.backend.description])).toEqual([
      ['memory:lesson@1', 'auto'],
      ['memory:lesson@2', 'cpu'],
    ]);
  });

  test('that cannot be used leave those in place', async () => {
    const { engine, events, frames } = createEngine();
    engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
    engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
    await engine.settled();
    const missing = new Map(randomModel(2).weights);
    missing.delete('model.inner.q_head.bias');
    for (const weights of [missing, new Map<string, Float32Array>()]) {
      engine.handle({ type: 'weights', model: lessonAt(2, { config, weights }) });
      await engine.settled();
    }
    expect(events.filter((event) => event.type === 'failed')).toEqual([
      {
        type: 'failed',
        during: 'weights',
        message: 'The model has no tensor model.inner.q_head.bias.',
      },
      { type: 'failed', during: 'weights', message: 'There are no weights.' },
    ]);
    engine.handle({ type: 'limit', run: 1, limit: 3 });
    await engine.settled();
    const third = (await straight(lessonAt(1), 3))[2]!;
    expect(frames(1).at(-1)).toMatchObject({ segment: 3, frame: { qHalt: third.qHalt } });
  });

  test('survive a lost device', async () => {
    const { engine, events, lose } = createEngine();
    engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
    engine.handle({ type: 'weights', model: lessonAt(2) });
    await engine.settled();
    lose('the laptop slept');
    await until(() => events.filter((event) => event.type === 'ready').length === 2);
    expect(events.at(-1)).toMatchObject({ type: 'ready', key: 'memory:lesson@2' });
  });
});

describe('a segment that takes long', () => {
  function slowEngine() {
    const events: Event[] = [];
    const open = () => Promise.resolve(createSlowBackend());
    const engine = new Engine(
      {
        loadModel: () => Promise.resolve({ model: randomModel(), cached: true }),
        ladder: new Ladder([{ kind: 'cpu', label: 'The CPU', open }]),
      },
      (event) => {
        events.push(event);
        hear(event);
      },
    );
    let hear: (event: Event) => void = () => undefined;
    engine.handle({ type: 'open', model: source, backend: 'auto' });
    const think = (run: number, limit = 3, numChains = 1) =>
      engine.handle({ type: 'think', run, input, identifier: 0, limit, numChains, restart: 1 });
    const frames = (run: number) =>
      events.flatMap((event) =>
        event.type === 'frame' && event.run === run
          ? [[event.segment, event.frame.tokens, event.frame.confidence]]
          : [],
      );
    const onPart = (when: (part: Extract<Event, { type: 'part' }>) => boolean, act: () => void) => {
      let done = false;
      hear = (event) => {
        if (done || event.type !== 'part' || !when(event)) return;
        done = true;
        act();
      };
    };
    return { engine, events, think, frames, onPart };
  }

  test('tells how far it is', async () => {
    const { engine, events, think } = slowEngine();
    think(1, 1);
    await engine.settled();
    const parts = events.flatMap((event) => (event.type === 'part' ? [event] : []));
    expect(parts.map(({ segment, share }) => [segment, share])).toEqual([
      [1, 0.25],
      [1, 0.5],
      [1, 0.75],
    ]);
  });

  test.each([1, 2])(
    'is interrupted, and gives the same result when it is thought again (%s chains)',
    async (chains) => {
      const calm = slowEngine();
      calm.think(1, 3, chains);
      await calm.engine.settled();
      expect(calm.frames(1)).toHaveLength(3);

      const { engine, events, think, frames, onPart } = slowEngine();
      onPart(
        ({ segment, share }) => segment === 2 && share === 0.5,
        () => engine.handle({ type: 'stop', run: 1 }),
      );
      think(1, 3, chains);
      await engine.settled();
      expect(frames(1)).toEqual(calm.frames(1).slice(0, 1));
      expect(events.at(-1)).toMatchObject({ type: 'rested', segments: 1 });
      think(2, 3, chains);
      await engine.settled();
      expect(frames(2)).toEqual(calm.frames(1));
    },
  );

  test('yields to another puzzle and to other weights', async () => {
    const { engine, frames, think, onPart, events } = slowEngine();
    onPart(
      ({ run }) => run === 1,
      () => engine.handle({ type: 'open', model: lessonAt(2), backend: 'auto' }),
    );
    think(1, 2);
    await engine.settled();
    expect(frames(1)).toHaveLength(2);
    const ready = events.flatMap(({ type }, at) => (type === 'ready' ? [at] : []));
    expect(events.findIndex(({ type }) => type === 'frame')).toBeGreaterThan(ready[1]!);
  });
});
