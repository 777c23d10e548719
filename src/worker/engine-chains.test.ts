import { describe, expect, test } from 'vitest';
import { parseConfig } from '../hrm/config';
import { encodeSudoku } from '../puzzles/sudoku/codec';
import { parseSudoku } from '../puzzles/sudoku/parse';
import { diversityOf, OTHER_VIEWS } from '../reasoning/diversity';
import { config, createEngine, lessonAt, randomModel, source } from './testing';

/** With enough digits that renaming them makes another view. */
const input = encodeSudoku(parseSudoku('1.3..4.1.1.34..2'));
const other = encodeSudoku(parseSudoku('2..4.........14.'));

type Frames = ReturnType<ReturnType<typeof createEngine>['frames']>;

const withoutTimes = (frames: Frames) =>
  frames.map(({ segment, frame: { milliseconds, ...frame } }) => {
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    return { segment, ...frame };
  });

/** The answers of a fresh engine. */
async function straight(
  numChains: number,
  limit: number,
  { model = source, diversity = OTHER_VIEWS } = {},
) {
  const { engine, frames } = createEngine();
  engine.handle({ type: 'open', model, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit, numChains, diversity });
  await engine.settled();
  return withoutTimes(frames(1));
}

test('the surest of four chains answers, and the first is plain thinking', async () => {
  const wide = await straight(4, 6);
  const narrow = await straight(1, 6);
  expect(wide).toHaveLength(6);
  for (const [at, frame] of wide.entries()) {
    const { all, surest } = frame.chains!;
    expect(all).toHaveLength(4);
    const { tokens, qHalt, qContinue, chains } = narrow[at]!;
    expect(chains).toBeUndefined();
    expect(all[0]).toEqual({ tokens, qHalt, qContinue });
    expect(frame).toMatchObject(all[surest]!);
    expect(frame.qHalt).toBe(Math.max(...all.map((chain) => chain.qHalt)));
    expect(frame.confidence).toHaveLength(input.length);
    // With renamed digits this untrained model gives other answers.
    expect(new Set(all.map((chain) => chain.qHalt)).size).toBe(4);
  }
  expect((await straight(8, 1))[0]!.chains!.all.slice(0, 4)).toEqual(wide[0]!.chains!.all);
});

test('changing limit, puzzle or number of chains computes no segment twice', async () => {
  const { engine, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  const think = (run: number, numChains: number, limit: number, about = input) =>
    engine.handle({ type: 'think', run, input: about, identifier: 0, limit, numChains });
  think(1, 4, 2);
  await engine.settled();
  engine.handle({ type: 'limit', run: 1, limit: 1 });
  engine.handle({ type: 'limit', run: 1, limit: 3 });
  await engine.settled();
  expect(counts().segments).toBe(3);
  think(2, 4, 2, other);
  await engine.settled();
  think(3, 1, 2);
  await engine.settled();
  think(4, 8, 2);
  await engine.settled();
  think(5, 4, 5);
  await engine.settled();
  expect(counts().segments).toBe(3 + 2 + 2 + 2 + 2);
  expect(withoutTimes(frames(5))).toEqual(await straight(4, 5));
});

test('a wide thought continues on another backend without a replay', async () => {
  const { engine, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2, numChains: 4 });
  await engine.settled();
  engine.handle({ type: 'open', model: source, backend: 'cpu' });
  engine.handle({ type: 'limit', run: 1, limit: 4 });
  await engine.settled();
  expect(counts()).toEqual({ loads: 1, backends: 2, segments: 4 });
  expect(withoutTimes(frames(1)).slice(-4)).toEqual(await straight(4, 4));
});

test('a wide thought survives a lost device', async () => {
  const { engine, events, frames, lose } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2, numChains: 4 });
  await engine.settled();
  lose('the laptop slept');
  await Promise.resolve();
  await Promise.resolve();
  engine.handle({ type: 'limit', run: 1, limit: 3 });
  await engine.settled();
  expect(events.some((event) => event.type === 'failed')).toBe(false);
  expect(withoutTimes(frames(1)).slice(-3)).toEqual(await straight(4, 3));
});

test('the weights of a lesson think with the same number of chains', async () => {
  const { engine, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: lessonAt(1), backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2, numChains: 4 });
  await engine.settled();
  engine.handle({ type: 'weights', model: lessonAt(2) });
  await engine.settled();
  expect(counts()).toEqual({ loads: 2, backends: 1, segments: 4 });
  expect(withoutTimes(frames(1)).slice(2)).toEqual(await straight(4, 2, { model: lessonAt(2) }));
});

test('a model of an unknown world has no other views', async () => {
  const unknown = parseConfig({ ...config, vocab_size: 7 });
  const model = lessonAt(1, { ...randomModel(1, unknown), config: unknown });
  const { engine, events, frames } = createEngine();
  engine.handle({ type: 'open', model, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2, numChains: 2 });
  await engine.settled();
  expect(events.at(-1)).toMatchObject({ type: 'failed', during: 'think', run: 1 });
  engine.handle({ type: 'think', run: 2, input, identifier: 0, limit: 2, numChains: 1 });
  await engine.settled();
  expect(frames(2)).toHaveLength(2);
  // Noise needs no knowledge of the puzzle.
  const diversity = diversityOf('noise', 0.3);
  engine.handle({ type: 'think', run: 3, input, identifier: 0, limit: 2, numChains: 2, diversity });
  await engine.settled();
  expect(frames(3)).toHaveLength(2);
});

describe.each(['noise', 'both'] as const)('chains that differ by %s', (kind) => {
  const diversity = diversityOf(kind, 0.4);
  const think = { type: 'think', identifier: 0, numChains: 4, diversity } as const;

  test('think the same thoughts after others came between, and after any change of the limit', async () => {
    const { engine, frames, counts } = createEngine();
    engine.handle({ type: 'open', model: source, backend: 'auto' });
    engine.handle({ ...think, run: 1, input, limit: 2 });
    await engine.settled();
    engine.handle({ type: 'limit', run: 1, limit: 1 });
    engine.handle({ type: 'limit', run: 1, limit: 3 });
    await engine.settled();
    engine.handle({ ...think, run: 2, input: other, limit: 2 });
    await engine.settled();
    engine.handle({ ...think, run: 3, input, limit: 2, diversity: OTHER_VIEWS });
    await engine.settled();
    engine.handle({ ...think, run: 4, input, limit: 3, diversity: diversityOf(kind, 0.8) });
    await engine.settled();
    engine.handle({ type: 'open', model: source, backend: 'cpu' });
    engine.handle({ ...think, run: 5, input, limit: 5 });
    await engine.settled();
    expect(counts().segments).toBe(3 + 2 + 2 + 3 + 2);
    expect(withoutTimes(frames(5))).toEqual(await straight(4, 5, { diversity }));
    expect(withoutTimes(frames(3))).toEqual(await straight(4, 2));
    expect(withoutTimes(frames(4))).not.toEqual(withoutTimes(frames(1)).slice(0, 3));
  });

  test('think the same thoughts after a lost device', async () => {
    const { engine, frames, lose } = createEngine();
    engine.handle({ type: 'open', model: source, backend: 'auto' });
    engine.handle({ ...think, run: 1, input, limit: 2 });
    await engine.settled();
    lose('the laptop slept');
    await Promise.resolve();
    await Promise.resolve();
    engine.handle({ type: 'limit', run: 1, limit: 4 });
    await engine.settled();
    expect(withoutTimes(frames(1)).slice(-4)).toEqual(await straight(4, 4, { diversity }));
  });
});

describe('a thought that starts over', () => {
  const restart = 2;
  const thinks = async (numChains: number, limits: readonly number[]) => {
    const { engine, frames } = createEngine();
    engine.handle({ type: 'open', model: source, backend: 'auto' });
    for (const [index, limit] of limits.entries()) {
      const run = index + 1;
      engine.handle({ type: 'think', run, input, identifier: 0, limit, numChains, restart });
      await engine.settled();
      // Another puzzle in between puts the thought aside.
      engine.handle({ type: 'think', run: 100 + run, input: other, identifier: 0, limit: 1 });
      await engine.settled();
    }
    return withoutTimes(frames(limits.length));
  };

  test.each([1, 4])(
    'in %i chains does so if it is not sure, and continues after it was put aside',
    async (numChains) => {
      const plain = await straight(numChains, 2);
      const whole = await thinks(numChains, [6]);
      expect(whole.slice(0, 2)).toEqual(plain);
      for (const [index, frame] of whole.entries()) {
        const before = whole[index - 1];
        const all = before && (before.chains?.all ?? [before]);
        const unsure = all?.filter(({ qHalt, qContinue }) => qHalt <= qContinue).length ?? 0;
        expect(frame.restarted ?? 0).toBe(index > 0 && index % restart === 0 ? unsure : 0);
      }
      expect(await thinks(numChains, [1, 2, 3, 6])).toEqual(whole);
    },
  );
});
