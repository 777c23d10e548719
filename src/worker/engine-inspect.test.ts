import { expect, test } from 'vitest';
import type { Rung } from '../compute/ladder';
import type { Event } from './protocol';
import { createEngine, createSlowBackend, input, lessonAt, randomModel, source } from './testing';

type Inspected = Extract<Event, { type: 'inspected' }>;
const inspectedIn = (events: readonly Event[], number = 1): Inspected[] =>
  events.flatMap((event) =>
    event.type === 'inspected' && event.inspection === number ? [event] : [],
  );
const look = (limit: number, inspection = 1, at = input) =>
  ({ type: 'inspect', inspection, input: at, identifier: 0, limit }) as const;

async function opened() {
  const made = createEngine();
  made.engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
  await made.engine.settled();
  return made;
}

test('inspects a thought segment by segment, and continues with a higher limit', async () => {
  const { engine, events } = await opened();
  engine.handle(look(2));
  await engine.settled();
  engine.handle(look(3));
  await engine.settled();
  const seen = inspectedIn(events);
  expect(seen.map(({ segment }) => segment)).toEqual([1, 2, 3]);
  for (const { frame } of seen) {
    expect(frame.moves.map(({ level }) => level)).toEqual(['L', 'H']);
    expect(frame.moves.every(({ residual }) => residual > 0 && residual < 3)).toBe(true);
    expect(frame.participation.H).toBeGreaterThan(1);
  }
});

test('an inspection changes no thought, and no command waits for all of it', async () => {
  const { engine, events, frames } = await opened();
  engine.handle(look(8));
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
  await engine.settled();
  const alone = createEngine();
  alone.engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
  alone.engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
  await alone.engine.settled();
  const tokens = (from: typeof frames) => from(1).map(({ frame }) => frame.confidence);
  expect(tokens(frames)).toEqual(tokens(alone.frames));
  expect(inspectedIn(events)).toHaveLength(8);
  const thought = events.findIndex(({ type }) => type === 'frame');
  expect(inspectedIn(events.slice(0, thought))).toHaveLength(1);
});

test('other weights and other backends restart it', async () => {
  const { engine, events } = await opened();
  engine.handle(look(2));
  await engine.settled();
  engine.handle({ type: 'weights', model: lessonAt(2) });
  await engine.settled();
  engine.handle({ type: 'open', model: lessonAt(2), backend: 'cpu' });
  await engine.settled();
  const seen = inspectedIn(events);
  expect(seen.map(({ segment }) => segment)).toEqual([1, 2, 1, 2, 1, 2]);
  const residuals = seen.map(({ frame }) => frame.moves);
  expect(residuals[2]).not.toEqual(residuals[0]);
  expect(residuals.slice(4)).toEqual(residuals.slice(2, 4));
});

test('a lost device restarts it', async () => {
  const { engine, events, lose } = await opened();
  engine.handle(look(2));
  await engine.settled();
  lose('the laptop slept');
  await engine.settled();
  expect(inspectedIn(events).map(({ segment }) => segment)).toEqual([1, 2, 1, 2]);
  expect(events.some(({ type }) => type === 'failed')).toBe(false);
});

test('a newer inspection replaces an older one, and it can be ended', async () => {
  const { engine, events } = await opened();
  engine.handle(look(5));
  engine.handle(look(2, 2, input.slice().reverse()));
  await engine.settled();
  expect(inspectedIn(events, 1)).toEqual([]);
  expect(inspectedIn(events, 2)).toHaveLength(2);
  engine.handle(look(5, 3));
  engine.handle({ type: 'uninspect' });
  await engine.settled();
  expect(inspectedIn(events, 3)).toEqual([]);
  engine.handle(look(1, 4));
  await engine.settled();
  expect(inspectedIn(events, 4)).toHaveLength(1);
});

const slowRung: Rung = {
  kind: 'wasm',
  label: 'A slow one',
  open: () => Promise.resolve(createSlowBackend()),
};

async function openedSlowly(hear: (event: Event) => void = () => undefined) {
  const made = createEngine(hear, [slowRung]);
  made.engine.handle({ type: 'open', model: lessonAt(1), backend: 'wasm' });
  await made.engine.settled();
  return made;
}

test('a long segment reports its progress', async () => {
  const { engine, events } = await openedSlowly();
  engine.handle(look(2));
  await engine.settled();
  const told = events.flatMap((event) =>
    event.type === 'inspecting' ? [[event.segment, event.share]] : [],
  );
  expect(told).toEqual([1, 2].flatMap((segment) => [0.25, 0.5, 0.75].map((at) => [segment, at])));
});

test('it is interrupted if it is no longer wanted, and continues later with the same result', async () => {
  const calm = await openedSlowly();
  calm.engine.handle(look(3));
  await calm.engine.settled();

  const commands = [
    look(1),
    { type: 'open', model: lessonAt(1), backend: 'wasm' },
    { type: 'uninspect' },
  ] as const;
  for (const command of commands) {
    let told = 0;
    const { engine, events } = await openedSlowly((event) => {
      if (event.type !== 'inspecting' || event.segment !== 2) return;
      if (++told === 1) engine.handle(command);
    });
    engine.handle(look(3));
    await engine.settled();
    // There was no second report: the segment ended at once.
    const until = { inspect: 1, open: 4, uninspect: 1 }[command.type];
    expect([command.type, told]).toEqual([command.type, until]);
    engine.handle(look(3, command.type === 'uninspect' ? 2 : 1));
    await engine.settled();
    const seen = events.flatMap((event) => (event.type === 'inspected' ? [event] : []));
    const last = (all: readonly Inspected[]) => all.slice(-2).map(({ frame }) => frame);
    expect(last(seen)).toEqual(last(inspectedIn(calm.events)));
  }
});

test('an impossible question, or a model that overflows, is not the backend’s fault', async () => {
  const { engine, events, counts } = createEngine(() => undefined, [slowRung]);
  const model = randomModel();
  const weights = new Map(
    [...model.weights].map(([name, data]) => [name, data.map(() => 1e30)] as const),
  );
  for (const [number, opened, tokens] of [
    [1, lessonAt(1), input.map(() => 200)],
    [2, lessonAt(2, { ...model, weights }), input],
  ] as const) {
    engine.handle({ type: 'open', model: opened, backend: 'auto' });
    engine.handle(look(1, number, tokens));
    await engine.settled();
    expect(events.at(-1)).toMatchObject({ type: 'failed', during: 'inspect' });
    expect(events.filter(({ type }) => type === 'ready')).toHaveLength(number);
  }
  expect(counts().backends).toBe(2);
  const messages = events.flatMap((event) => (event.type === 'failed' ? [event.message] : []));
  expect(messages[0]).toContain('knows 0…5');
  expect(messages[1]).toContain('overflow');
});

test('a puzzle waits for its model if that is being opened; an impossible one is reported', async () => {
  const { engine, events } = createEngine();
  engine.handle(look(1, 1, input.slice(1)));
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  await engine.settled();
  expect(events.map(({ type }) => type)).not.toContain('failed');
  engine.handle(
    look(
      1,
      2,
      Uint8Array.from(input, () => 200),
    ),
  );
  await engine.settled();
  expect(events.at(-1)).toMatchObject({ type: 'failed', during: 'inspect' });
  engine.handle(look(1, 3));
  await engine.settled();
  expect(inspectedIn(events, 3)).toHaveLength(1);
});
