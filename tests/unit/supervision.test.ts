import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { computeGradient } from '../../src/hrm/compute-gradient';
import { stepOperations } from '../../src/hrm/cost';
import { scheduleOf } from '../../src/hrm/schedule';
import { createRandom } from '../../src/puzzles/random';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../src/training/settings';
import { Trainer } from '../../src/training/trainer';
import { tinyModel } from '../support/tiny-model';

/** Supervision of only the last segment: a step is a whole thought, and BPTT goes through all of it. */
const MODEL = tinyModel({ L_cycles: 2 });
const { config } = MODEL;
const WHOLE = scheduleOf(config).length;
const ROWS = 3;
const SETTINGS: TrainingSettings = {
  ...DEFAULT_SETTINGS,
  supervision: 'last',
  batch: ROWS,
  segments: 4,
  growth: 0,
  warmup: 0,
  clip: 0,
  learningRate: 1e-3,
};

const drawn = Array.from({ length: 64 * config.seq_len }, () => 0);
const random = createRandom(5);
for (let cell = 0; cell < drawn.length; cell++) drawn[cell] = 1 + random.below(9);
/** Every puzzle has the same numbers. The label of a cell is the number at the mirrored place. */
function examples() {
  let at = 0;
  return {
    next(tokens: Uint32Array, labels: Uint32Array, to: number) {
      for (let cell = 0; cell < config.seq_len; cell++) {
        tokens[to + cell] = drawn[(at * config.seq_len + cell) % drawn.length]!;
        labels[to + cell] =
          drawn[(at * config.seq_len + config.seq_len - 1 - cell) % drawn.length]!;
      }
      at++;
      return 0;
    },
  };
}

function firstBatch() {
  const { next } = examples();
  const inputs = new Uint32Array(ROWS * config.seq_len);
  const labels = new Uint32Array(inputs.length);
  for (let row = 0; row < ROWS; row++) next(inputs, labels, row * config.seq_len);
  return { inputs, labels, identifiers: new Uint32Array(ROWS) };
}

const begin = (settings: TrainingSettings) =>
  Trainer.create(createCpuBackend(), MODEL, settings, examples());

test.each([
  ['the last segment', WHOLE],
  ['all segments', 4 * WHOLE],
])('the gradient of a step goes through %s of a thought', async (_, horizon) => {
  const trainer = await begin({ ...SETTINGS, horizon });
  await trainer.advance();
  const [metrics] = await trainer.metrics();
  trainer.dispose();
  const wanted = await computeGradient(createCpuBackend(), MODEL, firstBatch(), {
    loss: SETTINGS.loss,
    qContinue: false,
    horizon,
    segments: 4,
  });
  const squares = [...wanted.gradients.values()].map((part) =>
    part.reduce((sum, value) => sum + (value / ROWS) ** 2, 0),
  );
  const norm = Math.sqrt(squares.reduce((sum, each) => sum + each, 0));
  expect(metrics!.norm / norm).toBeCloseTo(1, 4);
  expect(metrics!.loss).toBeCloseTo(wanted.lmLoss / ROWS, 4);
});

test('every row thinks to the last segment, and halts there', async () => {
  const trainer = await begin(SETTINGS);
  for (let step = 0; step < 3; step++) await trainer.advance();
  const metrics = await trainer.metrics();
  trainer.dispose();
  for (const { halted, haltedSegments } of metrics) {
    expect(halted).toBe(1);
    expect(haltedSegments).toBe(4);
  }
});

test('thoughts get longer, and the cost of a step grows with its segments', async () => {
  const growing = { ...SETTINGS, steps: 8, growth: 1, horizon: 4 * WHOLE };
  const trainer = await begin(growing);
  for (let step = 0; step < 9; step++) await trainer.advance();
  const metrics = await trainer.metrics();
  const { flops } = trainer.cost;
  trainer.dispose();
  expect(metrics.map(({ haltedSegments }) => haltedSegments)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 4]);
  expect(stepOperations(config, ROWS, 4 * WHOLE, 4) / flops).toBeCloseTo(1, 1);
});
