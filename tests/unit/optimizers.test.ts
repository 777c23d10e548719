import { describe, expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { RATES, type AdamKind } from '../../src/compute/training-ops';

const backend = createCpuBackend();
const floats = (...values: number[]) =>
  backend.tensor('t', [values.length], { data: Float32Array.from(values) });

type Rates = Record<(typeof RATES)[number], number>;
const RATES_OF_TEST: Rates = {
  lr: 0.1,
  weightDecay: 0.2,
  beta1: 0.9,
  beta2: 0.95,
  correction1: 1,
  correction2: 1,
  epsilon: 1e-8,
  clip: 0,
  emaDecay: 0.75,
  puzzleLr: 0.01,
  puzzleWeightDecay: 0.5,
};

function adamOf(kind: AdamKind, start: number[]) {
  const tensors = {
    weights: floats(...start),
    gradients: floats(...start),
    expAvg: floats(...start.map(() => 0)),
    expAvgSq: floats(...start.map(() => 0)),
    average: floats(...start),
    norm: floats(0),
    rates: floats(...RATES.map(() => 0)),
  };
  const read = async (name: keyof typeof tensors) => [...(await backend.read(tensors[name]))];
  return {
    read,
    async step(gradient: number[], t: number, change: Partial<Rates> = {}) {
      const rates: Rates = {
        ...RATES_OF_TEST,
        correction1: 1 - 0.9 ** t,
        correction2: 1 - 0.95 ** t,
        ...change,
      };
      backend.write(tensors.gradients, Float32Array.from(gradient));
      backend.write(
        tensors.rates,
        Float32Array.from(RATES, (name) => rates[name]),
      );
      const program = await backend.recordTraining((ops) => {
        ops.gradientNorm({ gradients: tensors.gradients, norm: tensors.norm });
        ops.adam({ kind, ...tensors });
      });
      await program.run();
      return read('weights');
    },
  };
}

const near = (values: number[], digits = 5) =>
  values.map((value) => expect.closeTo(value, digits) as number);

describe('adam', () => {
  const start = [0.5, -1, 2, 0];
  const gradients = [
    [0.3, -0.2, 1, 0],
    [-0.1, 0.4, 2, 0.5],
    [0.2, 0.1, -1, 0.25],
  ];

  test('AdamW makes the same steps as torch.optim.AdamW', async () => {
    // torch.optim.AdamW(lr=0.1, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.2), PyTorch 2.13.
    const expected = [
      [0.39, -0.88, 1.86, 0],
      [0.3417694, -0.8987374, 1.7270014, -0.073496],
      [0.274087, -0.9224897, 1.6504433, -0.1516752],
    ];
    const { step } = adamOf('AdamW', start);
    for (const [index, gradient] of gradients.entries()) {
      expect(await step(gradient, index + 1)).toEqual(near(expected[index]!));
    }
  });

  test('AdamATan2 uses the angle instead, so the size of the gradients does not matter', async () => {
    const small = adamOf('AdamATan2', start);
    const large = adamOf('AdamATan2', start);
    for (const [index, gradient] of gradients.entries()) {
      const one = await small.step(gradient, index + 1);
      const other = gradient.map((value) => 1024 * value);
      expect(await large.step(other, index + 1)).toEqual(near(one));
    }
    // At the first step m = g and √v = |g|, an angle of ±45°. A gradient of 0 gives an angle of 0.
    const { step } = adamOf('AdamATan2', start);
    const turn = (0.1 * Math.PI) / 4;
    expect(await step(gradients[0]!, 1)).toEqual(
      near([0.5 * 0.98 - turn, -0.98 + turn, 2 * 0.98 - turn, 0]),
    );
  });

  test('the average follows the weights, and the gradient is clipped by its norm', async () => {
    const { step, read } = adamOf('AdamW', [1, 1]);
    const [weight] = await step([3, 4], 1, { clip: 1 });
    expect(await read('norm')).toEqual(near([5]));
    expect(await read('expAvg')).toEqual(near([0.1 * 0.6, 0.1 * 0.8]));
    expect((await read('average'))[0]).toBeCloseTo(1 + 0.25 * (weight! - 1), 5);
  });

  test.each([NaN, Infinity])('a gradient of %s changes nothing', async (bad) => {
    const { step, read } = adamOf('AdamW', [1, 2]);
    expect(await step([bad, 1], 1)).toEqual([1, 2]);
    for (const name of ['expAvg', 'expAvgSq'] as const) expect(await read(name)).toEqual([0, 0]);
  });
});

test('signSgd moves the rows of the batch, each by the sum of its gradients', async () => {
  const table = backend.tensor('table', [3, 2], { data: Float32Array.of(1, 1, 2, 2, 3, 3) });
  const average = backend.tensor('average', [3, 2], { data: Float32Array.of(1, 1, 2, 2, 0, 0) });
  const identifiers = backend.tensor('ids', [3], { dtype: 'u32', data: Uint32Array.of(1, 0, 1) });
  // Row 1 occurs twice: 0.2 − 0.5 < 0, and −1 + 1 = 0 gives no direction.
  const dRows = backend.tensor('dRows', [3, 2], {
    data: Float32Array.of(0.2, -1, 7, -7, -0.5, 1),
  });
  const rates = floats(...RATES.map((name) => RATES_OF_TEST[name]));
  const program = await backend.recordTraining((ops) =>
    ops.signSgd({ identifiers, dRows, norm: floats(1), rates, table, average }),
  );
  await program.run();
  const shrink = 1 - 0.01 * 0.5;
  const expected = [shrink - 0.01, shrink + 0.01, 2 * shrink + 0.01, 2 * shrink, 3, 3];
  expect([...(await backend.read(table))]).toEqual(near(expected));
  // The average still approaches a row that did not move.
  expect((await backend.read(average))[4]).toBeCloseTo(0.75, 6);
});
