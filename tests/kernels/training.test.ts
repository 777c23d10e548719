import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { OPTIMIZERS, type TrainingBackend } from '../../src/compute/training-ops';
import { parseConfig } from '../../src/hrm/config';
import { createRandom } from '../../src/puzzles/random';
import type { Examples } from '../../src/training/device-dataset';
import { blankModel } from '../../src/training/initial-weights';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../src/training/settings';
import { Trainer } from '../../src/training/trainer';
import { TINY_CONFIG } from '../support/tiny-model';
import { difference, KERNELS, trafficOf, useKernels } from './against-reference';

/** The training loop on the GPU: it follows the reference and does no needless GPU work. */
const { kernels } = useKernels();
const onWebGpu = test.runIf(KERNELS === 'webgpu');

const SETTINGS: TrainingSettings = {
  ...DEFAULT_SETTINGS,
  batch: 5,
  segments: 2,
  exploration: 0.3,
  qContinue: true,
  warmup: 0,
  learningRate: 1e-3,
};
const MODEL = blankModel(
  parseConfig({ ...TINY_CONFIG, pos_encodings: 'learned+rope', L_cycles: 2 }),
  { seed: 1, qContinue: true },
);

/** Tokens can be anything here. */
function anyExamples(seed: number): Examples {
  const random = createRandom(seed);
  return {
    next(tokens, labels, at) {
      for (let cell = at; cell < at + MODEL.config.seq_len; cell++) {
        tokens[cell] = 1 + random.below(5);
        labels[cell] = random.below(6);
      }
      return 0;
    },
  };
}

const open = (backend: TrainingBackend, settings = SETTINGS) =>
  Trainer.create(backend, MODEL, settings, anyExamples(3));

async function train(backend: TrainingBackend, steps: number, settings = SETTINGS) {
  const trainer = await open(backend, settings);
  for (let step = 0; step < steps; step++) await trainer.advance();
  const result = { metrics: await trainer.metrics(), state: await trainer.parameters.state() };
  trainer.dispose();
  return result;
}

/**
 * Root mean square of the differences, relative to the root mean square of the reference. The largest
 * difference would not be a good measure: if a gradient is only rounding error, AdamATan2 moves a
 * weight by the whole learning rate in either direction. WGSL allows `exp` an error of a few units in
 * the last place.
 */
function typicalDifference(wanted: Float32Array, got: Float32Array): number {
  const squares = (of: (index: number) => number) =>
    wanted.reduce((sum, _, index) => sum + of(index) ** 2, 0);
  return Math.sqrt(squares((i) => wanted[i]! - got[i]!) / squares((i) => wanted[i]!));
}

test.each(OPTIMIZERS)(
  'steps by %s give the same weights, halts and figures as the reference',
  async (optimizer) => {
    const settings = { ...SETTINGS, optimizer };
    const wanted = await train(createCpuBackend(), 4, settings);
    const got = await train(kernels(), 4, settings);
    for (const part of ['expAvg', 'expAvgSq'] as const) {
      const apart = difference(Array.from(wanted.state[part]), Array.from(got.state[part]));
      expect(apart, part).toBeLessThan(1e-4);
    }
    for (const part of ['weights', 'average'] as const) {
      expect(typicalDifference(wanted.state[part], got.state[part]), part).toBeLessThan(1e-4);
    }
    wanted.metrics.forEach((metrics, step) => {
      const { halted, haltedSegments, exact, cell, loss } = got.metrics[step]!;
      expect({ halted, haltedSegments, exact, cell }).toEqual({
        halted: metrics.halted,
        haltedSegments: metrics.haltedSegments,
        exact: metrics.exact,
        cell: metrics.cell,
      });
      expect(loss).toBeCloseTo(metrics.loss, 4);
    });
  },
);

/**
 * A software adapter takes a second for a step, so it runs 8. Elsewhere the reference is the slow one.
 * `STEPS=200` runs more.
 */
const STEPS = Number(import.meta.env.STEPS ?? (KERNELS === 'webgpu' ? 8 : 64));

test('many steps follow the reference', { timeout: 1_800_000 }, async () => {
  const [steps, every] = [STEPS, Math.min(32, STEPS)];
  const course = async (backend: TrainingBackend) => {
    const trainer = await open(backend);
    const losses: number[] = [];
    const halted: number[] = [];
    for (let step = 1; step <= steps; step++) {
      await trainer.advance();
      if (step % every > 0) continue;
      for (const metrics of await trainer.metrics()) {
        losses.push(metrics.loss);
        halted.push(metrics.halted);
      }
    }
    const { weights, average } = await trainer.parameters.state();
    trainer.dispose();
    return { losses, halted, weights, average };
  };
  const wanted = await course(createCpuBackend());
  const started = performance.now();
  const got = await course(kernels());
  const seconds = (performance.now() - started) / 1000;
  const apart = {
    loss: Math.max(...wanted.losses.map((loss, step) => Math.abs(loss - got.losses[step]!))),
    weights: typicalDifference(wanted.weights, got.weights),
    average: typicalDifference(wanted.average, got.average),
  };
  const figures = Object.entries(apart).map(([name, value]) => `${name} ${value.toExponential(1)}`);
  console.info(
    `${steps} steps on ${KERNELS}, ${seconds.toFixed(1)} s, apart: ${figures.join(', ')}`,
  );
  expect(got.halted).toEqual(wanted.halted);
  expect(apart.loss).toBeLessThan(1e-3);
  expect(apart.weights).toBeLessThan(1e-3);
  expect(apart.average).toBeLessThan(1e-3);
});

onWebGpu('a step is one submission and creates no buffer; the same holds for metrics', async () => {
  const trainer = await open(kernels());
  for (let step = 0; step < 4; step++) await trainer.advance();
  await trainer.metrics();
  const made = await trafficOf(async () => {
    for (let step = 0; step < 4; step++) await trainer.advance();
    await trainer.metrics();
  });
  expect(made).toEqual(Array.from({ length: 5 }, () => 'submission'));
  trainer.dispose();
});

onWebGpu('the operations of a step are those of the reference plus the repeated ones', async () => {
  const [reference, trainer] = [await open(createCpuBackend()), await open(kernels())];
  const { seq_len: length, hidden_size: hidden, vocab_size: vocabulary } = MODEL.config;
  // Each of the two gradient passes computes the scores and their gradients again.
  const again = 2 * (2 * SETTINGS.batch * length * length * hidden);
  // The gradients of the token table and of the Q head's bias are computed as products too.
  const gathered = 2 * SETTINGS.batch * (length * vocabulary * hidden + 2);
  // A gradient through three applications of one layer each.
  const more = SETTINGS.horizon * again + gathered;
  expect(trainer.cost.flops - reference.cost.flops).toBe(more);
  for (const each of [reference, trainer]) each.dispose();
});
