import { describe, expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { openInnerSession } from '../../src/hrm/inner-session';
import { parameterName } from '../../src/hrm/parameters';
import { createSession, type HrmSession } from '../../src/hrm/session';
import { drawStart, THOUGHT_SEED } from '../../src/hrm/starts';
import { uploadModel } from '../../src/hrm/tensors';
import { WORLDS } from '../../src/puzzles/worlds';
import { openChains } from '../../src/reasoning/chains';
import { blankModel } from '../../src/training/initial-weights';
import { LESSONS } from '../../src/training/lessons';
import { settingsFor } from '../../src/training/lessons/blank';
import { prepareLesson } from '../../src/training/prepare-lesson';
import { Trainer } from '../../src/training/trainer';
import { tinyModel } from '../support/tiny-model';

const random = { init: 'random', H_init_std: 2, L_init_std: 0.5, damping: 0.9 };
const model = tinyModel(random);
const { config } = model;
/** A model that never halts by itself. */
const unsure = {
  ...model,
  weights: new Map(model.weights).set(parameterName.qBias, Float32Array.of(-1000, 1000)),
};
const puzzle = Uint8Array.from({ length: 16 }, (_, cell) => 1 + (cell % 5));

describe('a random start', () => {
  test('is normal, cut at two standard deviations, and the same for the same seed', () => {
    const large = tinyModel({ ...random, hidden_size: 64 }).config;
    const start = drawStart(large, 3);
    for (const [state, deviation] of [['H', 2] as const, ['L', 0.5] as const]) {
      const values = start.get(state)!;
      expect(values).toHaveLength(16 * 64);
      const largest = Math.max(...values.map(Math.abs));
      expect(largest / deviation).toBeLessThanOrEqual(2 / 0.8796256);
      expect(largest / deviation).toBeGreaterThan(2);
      const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
      expect(Math.sqrt(square) / deviation).toBeCloseTo(1, 1);
      // Positions differ: no vector is repeated.
      expect(values.slice(0, 64)).not.toEqual(values.slice(64, 128));
    }
    expect(drawStart(large, 3)).toEqual(start);
    expect(drawStart(large, 4)).not.toEqual(start);
    expect(drawStart(tinyModel().config, 3).size).toBe(0);
  });

  test('is the one of its seed in every row of every batch', async () => {
    const backend = createCpuBackend();
    const session = await createSession(backend, model, { batch: 3 });
    const tokens = Uint32Array.from({ length: 48 }, (_, at) => puzzle[at % 16]!);
    await session.begin(tokens, undefined, [7, 8, 7]);
    const { H, L } = await session.carry();
    const size = H.length / 3;
    const row = (state: Float32Array, at: number) => state.slice(at * size, (at + 1) * size);
    expect(row(H, 0)).toEqual(drawStart(config, 7).get('H'));
    expect(row(L!, 1)).toEqual(drawStart(config, 8).get('L'));
    expect(row(H, 2)).toEqual(row(H, 0));
    const { qHalt } = await session.segment();
    expect(qHalt[2]).toBe(qHalt[0]);
    expect(qHalt[1]).not.toBe(qHalt[0]);
    await expect(session.begin(tokens, undefined, [7])).rejects.toThrow('needs 3 seeds, not 1');
    // An inner session shows the thought that begins without a given seed.
    const inner = await openInnerSession(backend, uploadModel(backend, model));
    const seen = await inner.begin(Uint32Array.from(puzzle));
    expect(seen.H).toEqual(drawStart(config, THOUGHT_SEED).get('H'));
  });
});

describe('chains', () => {
  /** The q_halt values after each segment: one row for each segment, one column for each chain. */
  async function chainsOf(chains: number, seed: number) {
    const session = await createSession(createCpuBackend(), model, { batch: chains });
    const seen: number[][] = [];
    const watched = {
      ...session,
      segment: async () => {
        const result = await session.segment();
        seen.push([...result.qHalt]);
        return result;
      },
    };
    const diversity = { views: false, sigma: 0 };
    const thinker = openChains(watched, WORLDS.sudoku, { chains, diversity, seed });
    await thinker.begin([puzzle]);
    for (let segment = 0; segment < 3; segment++) await thinker.segment();
    return seen;
  }

  test('differ in their starts; chain k thinks like a single chain from seed + k', async () => {
    const four = await chainsOf(4, 5);
    expect(new Set(four[0]).size).toBe(4);
    for (const chain of [0, 1, 3]) {
      const one = await chainsOf(1, 5 + chain);
      expect(one.map(([q]) => q)).toEqual(four.map((row) => row[chain]));
    }
    expect(await chainsOf(4, 5)).toEqual(four);
  });

  test('start over from new states', async () => {
    const session = await createSession(createCpuBackend(), unsure, { batch: 2 });
    const seeds: unknown[] = [];
    const watched: HrmSession = {
      ...session,
      begin(tokens, identifiers, given) {
        seeds.push(given);
        return session.begin(tokens, identifiers, given);
      },
    };
    const diversity = { views: false, sigma: 0 };
    const options = { chains: 2, diversity, restart: 1, seed: 5 };
    const thinker = openChains(watched, WORLDS.sudoku, options);
    await thinker.begin([puzzle]);
    for (let segment = 0; segment < 3; segment++) await thinker.segment();
    const times = [0, 2 ** 20, 2 ** 21];
    expect(seeds).toEqual(times.map((time) => [5 + time, 6 + time]));
  });
});

test('training draws a start for rows that begin again, and the same one after a restore', async () => {
  const lesson = LESSONS['scratch-4'];
  const settings = { ...settingsFor(lesson, {}), warmup: 2, seed: 3, batch: 4 };
  const { examples } = prepareLesson('scratch-4', settings, { model: null, blank: {} });
  const blank = blankModel(
    { ...lesson.blank!, init: 'random', damping: 0.95 },
    { seed: 1, qContinue: false },
  );
  expect([...blank.weights.keys()].some((name) => name.includes('_init'))).toBe(false);
  const trainer = await Trainer.create(createCpuBackend(), blank, settings, examples);
  const state = await trainer.exactState();
  const advance = async (count: number) => {
    for (let step = 0; step < count; step++) await trainer.advance();
    return (await trainer.metrics()).map(({ loss, norm }) => ({ loss, norm }));
  };
  const before = (await trainer.exactState()).batch!.tensors[0] as Float32Array;
  const size = before.length / 4;
  expect(before.slice(0, size)).toEqual(before.slice(size, 2 * size));
  expect(new Set(before.slice(0, size)).size).toBeGreaterThan(size / 2);
  const first = await advance(6);
  expect(first.at(-1)!.loss).toBeLessThan(first[0]!.loss);
  expect(first.every(({ norm }) => norm > 0)).toBe(true);
  trainer.restore(state.parameters, state.step, state.batch);
  expect(await advance(6)).toEqual(first);
  trainer.dispose();
});
