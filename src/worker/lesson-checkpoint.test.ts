import { expect, test } from 'vitest';
import type { LessonCheckpoint } from '../checkpoint/lesson-store';
import { parseConfig } from '../hrm/config';
import { parameterSpecs } from '../hrm/parameters';
import { TINY } from '../hrm/testing';
import { arenaLayout } from '../training/arena';
import { isFiniteState } from '../training/parameters';
import { readCheckpoint, writeCheckpoint } from './lesson-checkpoint';

const config = parseConfig({ ...TINY, vocab_size: 6, seq_len: 16 });

const arena = (value: number) => new Float32Array(arenaLayout(config).size).fill(value);

/**
 * A lesson as browsers have stored it since the first version; its keys must not change with the
 * code's names.
 */
function stored(): LessonCheckpoint {
  const state: Record<string, Float32Array> = {
    weights: arena(1),
    first: arena(3),
    second: arena(5),
    average: arena(7),
    puzzles: new Float32Array(0),
    puzzleAverage: new Float32Array(0),
  };
  for (const { name, shape } of parameterSpecs(config)) {
    state[`before ${name}`] = new Float32Array(shape.reduce((size, extent) => size * extent, 1));
  }
  return {
    id: 'a-lesson',
    lesson: 'scratch-4',
    source: { id: 'scratch-4' },
    settings: {
      batch: 64,
      steps: 3000,
      learningRate: 0.001,
      warmup: 200,
      finalRate: 0.1,
      optimizer: 'AdamW',
      weightDecay: 0.1,
      clip: 1,
      emaDecay: 0.999,
      loss: 'softmax_cross_entropy',
      horizon: 3,
      segments: 8,
      growth: 0.5,
      exploration: 0.1,
      qContinue: false,
      trainable: 'all',
      puzzleRate: 0.01,
      puzzleDecay: 0.1,
      seed: 0,
    },
    config,
    step: 2,
    savedAt: 1_800_000_000_000,
    state,
    metrics: [
      {
        step: 1,
        loss: 1.5,
        qLoss: 0.5,
        cell: 0.25,
        exact: 0,
        halted: 0,
        haltedExact: null,
        haltedSegments: null,
        norm: 2,
        learningRate: 0.001,
      },
    ],
    exams: [{ step: 0, puzzles: 64, exact: [0, 0.5], cell: [0.25, 0.75] }],
  };
}

test('a lesson stored by an earlier version is read', () => {
  const { training, settings } = readCheckpoint(stored());
  expect(training.parameters.expAvg).toEqual(arena(3));
  expect(training.parameters.expAvgSq).toEqual(arena(5));
  expect(training.evalResults).toMatchObject([{ puzzles: 64, exact: [0, 0.5] }]);
  expect(settings.puzzleRate).toBe(0.01);
});

/** Any value that a damaged record may contain. */
const ODD: readonly unknown[] = [
  ...[-1, 0.5, 1e12, Infinity, NaN, '3', 'x'.repeat(5000), '\u001b[2J', null, undefined, true],
  ...[[], [null], [[]], {}, { id: 'x' }, new Float32Array(3), new Float32Array(3).fill(NaN)],
];

test('refuses a damaged record in a short clean sentence, for any damage', () => {
  const sound = stored();
  const settings = sound.settings as Record<string, unknown>;
  const own = { id: 'own' };
  const of = (key: string, odd: unknown) => ({ ...sound, [key]: odd });
  const damaged = ODD.flatMap((odd) => [
    ...['source', 'settings', 'step', 'state', 'metrics', 'exams'].map((key) => of(key, odd)),
    ...Object.keys(settings).map((key) => of('settings', { ...settings, [key]: odd })),
    ...Object.keys(sound.state).map((key) => of('state', { ...sound.state, [key]: odd })),
    of('source', { ...own, puzzles: odd }),
    of('source', { ...own, puzzles: [{ puzzle: odd, solution: odd }] }),
    of('metrics', [odd]),
    of('exams', [odd]),
  ]);
  damaged.push(of('state', { ...sound.state, second: arena(-1) }));
  let refused = 0;
  for (const record of damaged) {
    try {
      const { training } = readCheckpoint(record);
      expect(isFiniteState(training.parameters)).toBe(true);
    } catch (error) {
      refused++;
      const { message } = error as Error;
      expect(message).toMatch(
        /^The stored lesson cannot be taken up: [\w. ]+: [^\p{Cc}]{1,200}\.$/u,
      );
    }
  }
  expect(refused).toBeGreaterThan(0.9 * damaged.length);
});

test.each([16, 36, 81])('a lesson on own puzzles of %i cells is read', (cells) => {
  const puzzle = { puzzle: new Uint8Array(cells), solution: new Uint8Array(cells).fill(1) };
  const source = { id: 'own', model: { name: 'mine' }, puzzles: [puzzle] };
  expect(readCheckpoint({ ...stored(), lesson: 'own', source }).source).toEqual(source);
});

test('it is stored again in the same form, with settings added since', () => {
  const { savedAt, ...before } = stored();
  const wanted = { ...before, settings: { ...(before.settings as object), supervision: 'every' } };
  const { savedAt: now, ...got } = writeCheckpoint(readCheckpoint(stored()));
  expect(got).toEqual(wanted);
  expect(now).toBeGreaterThan(savedAt - 1e12);
});
