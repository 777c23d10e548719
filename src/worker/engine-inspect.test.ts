import { expect, test } from 'vitest';
import type { Event } from './protocol';
import { createEngine, input, lessonAt, source } from './testing';

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

test('a thought is looked into segment by segment, and a higher limit goes on', async () => {
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

test('looking changes nothing of what is thought, nor is anybody kept waiting for all of it', async () => {
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

test('other weights and other backends begin it anew', async () => {
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

test('a lost device costs a look anew', async () => {
  const { engine, events, lose } = await opened();
  engine.handle(look(2));
  await engine.settled();
  lose('the laptop slept');
  await engine.settled();
  expect(inspectedIn(events).map(({ segment }) => segment)).toEqual([1, 2, 1, 2]);
  expect(events.some(({ type }) => type === 'failed')).toBe(false);
});

test('a newer look takes the place of an older, and one may look away', async () => {
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

test('a puzzle whose model is still to come waits for it; one that cannot be is told', async () => {
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
