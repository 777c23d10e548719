import { describe, expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { RATES, type MatrixPlace } from '../../src/compute/training-ops';

const backend = createCpuBackend();
const tensor = (data: ArrayLike<number>) =>
  backend.tensor('t', [data.length], { data: Float32Array.from(data) });

const RATES_OF_TEST: Partial<Record<(typeof RATES)[number], number>> = {
  lr: 0.1,
  weightDecay: 0.2,
  emaDecay: 0.75,
};

/** The inputs from which the figures below were computed. */
const numbers = (count: number, seed: number) =>
  Array.from({ length: count }, (_, i) => (((seed + 7 * i * i + 3 * i) % 23) - 11) / 10);

const [WIDE, TALL]: MatrixPlace[] = [
  { offset: 0, rows: 3, columns: 5 },
  { offset: 64, rows: 4, columns: 2 },
];
const SIZE = 128;

function arena(seed: number): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(SIZE);
  flat.set(numbers(15, 1 + seed), WIDE!.offset);
  flat.set(numbers(8, 2 + seed), TALL!.offset);
  return flat;
}

async function train(gradients: readonly Float32Array<ArrayBuffer>[]) {
  const zeros = () => tensor(new Float32Array(SIZE));
  const tensors = {
    weights: tensor(arena(0)),
    average: tensor(arena(0)),
    gradients: zeros(),
    momentum: zeros(),
    norm: tensor([0]),
    rates: tensor(RATES.map((name) => RATES_OF_TEST[name] ?? 0)),
  };
  const program = await backend.recordTraining((ops) => {
    ops.gradientNorm(tensors);
    ops.muon({ matrices: [WIDE!, TALL!], ...tensors });
  });
  for (const gradient of gradients) {
    backend.write(tensors.gradients, gradient);
    await program.run();
  }
  return async (name: 'weights' | 'average' | 'momentum') => [
    ...(await backend.read(tensors[name])),
  ];
}

describe('muon', () => {
  test('makes the same steps as torch.optim.Muon, for wide and tall matrices', async () => {
    const read = await train([arena(5), arena(6)]);
    // torch.optim.Muon(lr=0.1, weight_decay=0.2, adjust_lr_fn="match_rms_adamw"), PyTorch 2.13, with
    // its iteration in float32.
    const wide = [
      [-0.939802, -0.027497, 0.052172, -0.700795, -0.08365],
      [-0.353991, 0.71292, 0.880778, 0.149584, 0.894258],
      [0.748508, -0.356537, -0.09341, -0.671031, 0.065183],
    ].flat();
    const tall = [
      [-0.840094, 0.052533],
      [0.152778, -0.566272],
      [-0.026386, -0.298936],
      [0.813252, 1.001831],
    ].flat();
    const near = (values: number[]) => values.map((value) => expect.closeTo(value, 4) as number);
    const weights = await read('weights');
    expect(weights.slice(0, 15)).toEqual(near(wide));
    expect(weights.slice(64, 72)).toEqual(near(tall));
    // Between and after the matrices all numbers stay 0.
    expect([...weights.slice(15, 64), ...weights.slice(72)].every((value) => value === 0)).toBe(
      true,
    );
  });

  test('the average follows the weights', async () => {
    const read = await train([arena(5)]);
    const [weights, average] = [await read('weights'), await read('average')];
    const start = arena(0);
    const expected = weights.map((weight, at) => start[at]! + 0.25 * (weight - start[at]!));
    expect(average).toEqual(expected.map((value) => expect.closeTo(value, 5) as number));
  });

  test.each([NaN, Infinity])('a gradient of %s changes nothing', async (bad) => {
    const gradient = arena(5);
    gradient[3] = bad;
    const read = await train([gradient]);
    expect(await read('weights')).toEqual([...arena(0)]);
    expect((await read('momentum')).every((value) => value === 0)).toBe(true);
  });
});
