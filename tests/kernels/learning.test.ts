import { describe, expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import type { Tensor, TensorData } from '../../src/compute/tensor';
import {
  ADAM_KINDS,
  CONTROL_SIZE,
  LOSS_KINDS,
  METRICS,
  RATES,
  type TrainingBackend,
} from '../../src/compute/training-ops';
import { createRandom } from '../../src/puzzles/random';
import { difference, useKernels, type Maker } from './against-reference';

/** Losses, halting and optimisers against the CPU reference. */
const { kernels, check } = useKernels();

test.each(LOSS_KINDS)('%s: ties, cells and puzzles without a label, large logits', (kind) =>
  check(1, (make) => {
    const [b, s, v] = [3, 131, 7];
    const random = createRandom(2);
    const logits = make.numbers(
      // Few different values, so that ties for the largest logit occur.
      Array.from({ length: b * s * v }, () => 8 * (random.below(6) - 3)),
      b,
      s,
      v,
    );
    const labels = make.integers(
      Array.from({ length: b * s }, (_, at) => (at < 2 * s ? random.below(v) : 0)),
      b,
      s,
    );
    const [dLogits, loss] = [make.random(b, s, v), make.random(b)];
    const [correct, labelCount] = [make.outIds(b), make.outIds(b)];
    return {
      record: (ops) =>
        ops.crossEntropy({ logits, labels, kind, scale: 0.7, dLogits, loss, correct, labelCount }),
      results: [dLogits, loss, correct, labelCount],
    };
  }),
);

test('qLoss, with the Q values of the next segment and without', () =>
  check(3, (make) => {
    const b = 67;
    const tensors = {
      q: make.random(b, 1, 2),
      correct: make.ids(2, b),
      labelCount: make.ids(2, b),
      segments: make.ids(3, b),
      control: make.integers([0, 0, 3, 0], CONTROL_SIZE),
      scale: 0.3,
    };
    const next = make.random(b, 1, 2);
    const [dQ, loss] = [make.out(b, 1, 2), make.out(b, 2)];
    const [dHalt, haltLoss] = [make.random(b, 1, 2), make.random(b, 2)];
    return {
      record: (ops) => {
        ops.qLoss({ ...tensors, next, dQ, loss });
        ops.qLoss({ ...tensors, next: null, dQ: dHalt, loss: haltLoss });
      },
      results: [dQ, loss, dHalt, haltLoss],
    };
  }));

/** Runs five steps of halting, drawing and refilling rows. @returns the results of every step */
async function runSteps(backend: TrainingBackend, limit: number): Promise<TensorData[][]> {
  const [batch, cells, datasetSize, ring] = [301, 5, 1000, 3];
  const random = createRandom(4);
  const words = (bound: number, ...shape: number[]) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const data = Uint32Array.from({ length: size }, () => random.below(bound));
    return backend.tensor('words', shape, { dtype: 'u32', data });
  };
  const floats = (...shape: number[]) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const data = Float32Array.from({ length: size }, () => random.float() - 0.5);
    return backend.tensor('floats', shape, { data });
  };
  const puzzles = (count: number) => ({
    tokens: words(9, count, cells),
    labels: words(9, count, cells),
    identifiers: words(100, count),
  });
  const control = words(1, CONTROL_SIZE);
  const [cursor, segments] = [words(datasetSize, 1), words(2, batch)];
  const [halted, draw] = [words(1, batch), words(1, batch)];
  const [dataset, into] = [puzzles(datasetSize), puzzles(batch)];
  const metrics = floats(ring, METRICS.length);
  const q = floats(batch, 1, 2);
  const figures = {
    loss: floats(batch),
    qLoss: floats(batch, 2),
    correct: words(3, batch),
    labelCount: words(3, batch),
    norm: floats(1),
  };
  const program = await backend.recordTraining(
    (ops) => {
      const state = { control, datasetSize, cursor, segments, halted, draw, metrics };
      ops.actHaltAndSample({ q, ...figures, ...state });
      ops.refillRows({ halted, draw, dataset, into });
    },
    [cursor, segments, halted, draw, into.tokens, into.labels, into.identifiers, metrics],
  );
  const steps: TensorData[][] = [];
  for (let step = 0; step < 5; step++) {
    backend.write(control, Uint32Array.of(123456789, step, limit, 2 ** 31));
    steps.push(await program.run());
  }
  return steps;
}

test.each([4, 1])('actHaltAndSample and refillRows, integers exactly, limit %i', async (limit) => {
  const [wanted, got] = [
    await runSteps(createCpuBackend(), limit),
    await runSteps(kernels(), limit),
  ];
  wanted.forEach((step, index) => {
    expect(got[index]!.slice(0, -1)).toEqual(step.slice(0, -1));
    expect(difference([...step.at(-1)!], [...got[index]!.at(-1)!])).toBeLessThan(1e-5);
  });
});

test('gradientNorm of an arena, a view of it, and a length that is not a multiple of four', () =>
  check(5, (make) => {
    const [gradients, odd] = [make.random(70_000), make.random(2053)];
    const part = make.view(gradients, 640, 72);
    const [norm, partNorm, oddNorm] = [make.out(1), make.out(1), make.out(1)];
    return {
      record: (ops) => {
        ops.gradientNorm({ gradients, norm });
        ops.gradientNorm({ gradients: part, norm: partNorm });
        ops.gradientNorm({ gradients: odd, norm: oddNorm });
      },
      results: [norm, partNorm, oddNorm],
    };
  }));

const SETTINGS: Record<(typeof RATES)[number], number> = {
  lr: 0.01,
  weightDecay: 0.5,
  beta1: 0.9,
  beta2: 0.95,
  correction1: 0.19,
  correction2: 0.0975,
  epsilon: 1e-8,
  clip: 2,
  emaDecay: 0.9,
  puzzleLr: 0.02,
  puzzleWeightDecay: 0.3,
};
const ratesOf = (make: Maker) =>
  make.numbers(
    RATES.map((name) => SETTINGS[name]),
    RATES.length,
  );

describe.each(ADAM_KINDS)('%s', (kind) => {
  const weightsOf = (make: Maker, size: number) => {
    const [weights, expAvg, average] = [make.random(size), make.random(size), make.random(size)];
    const expAvgSq = make.numbers(
      Array.from({ length: size }, (_, at) => (at % 7) / 100),
      size,
    );
    return { weights, expAvg, expAvgSq, average };
  };

  test('several steps, with clipping and without', () =>
    check(6, (make) => {
      const [rates, size] = [ratesOf(make), 92];
      const gradients = make.random(size);
      const [large, small] = [make.numbers([9], 1), make.numbers([1.5], 1)];
      const state = weightsOf(make, size);
      const arena = make.random(1024);
      const odd = {
        gradients: make.random(67),
        weights: make.view(arena, 0, 67),
        expAvg: make.view(arena, 128, 67),
        expAvgSq: make.numbers(
          Array.from({ length: 67 }, () => 0),
          67,
        ),
        average: make.view(arena, 256, 67),
      };
      return {
        record: (ops) => {
          for (let step = 0; step < 3; step++) {
            ops.adam({ kind, gradients, norm: large, rates, ...state });
          }
          ops.adam({ kind, norm: small, rates, ...odd });
        },
        results: [...Object.values(state), arena, odd.expAvgSq],
      };
    }));

  test.each([Infinity, NaN])('a gradient of %f changes nothing', (bad) =>
    check(7, (make) => {
      const [rates, size] = [ratesOf(make), 92];
      const state = weightsOf(make, size);
      const gradients = make.numbers(
        Array.from({ length: size }, (_, at) => (at === 70 ? bad : 0.1)),
        size,
      );
      const norm = make.out(1);
      return {
        record: (ops) => {
          ops.gradientNorm({ gradients, norm });
          ops.adam({ kind, gradients, norm, rates, ...state });
        },
        results: Object.values(state),
      };
    }),
  );
});

test('AdamATan2 of 0 over 0 moves nothing', () =>
  check(8, (make) => {
    const [gradients, expAvg, expAvgSq] = [make.out(4), make.out(4), make.out(4)];
    const [weights, average] = [make.random(4), make.random(4)];
    const [norm, rates] = [make.out(1), ratesOf(make)];
    const state = { weights, expAvg, expAvgSq, average };
    return {
      record: (ops) => ops.adam({ kind: 'AdamATan2', gradients, norm, rates, ...state }),
      results: [weights, average],
    };
  }));

test.each([1, Infinity])('signSgd: ids that occur twice, once and never; norm %f', (length) =>
  check(9, (make) => {
    const [ids, width] = [7, 33];
    const identifiers = make.integers([3, 0, 3, 6, 0], 5);
    const dRows = make.random(5, width);
    const [norm, rates] = [make.numbers([length], 1), ratesOf(make)];
    const [table, average] = [make.random(ids, width), make.random(ids, width)];
    return {
      record: (ops) => ops.signSgd({ identifiers, dRows, norm, rates, table, average }),
      results: [table, average],
    };
  }),
);

describe('muon', () => {
  // Wide, tall and square matrices, larger and smaller than a tile, one not a multiple of anything.
  const matrices = [
    { offset: 0, rows: 40, columns: 67 },
    { offset: 2688, rows: 96, columns: 24 },
    { offset: 4992, rows: 33, columns: 33 },
  ];
  const size = 6144;
  const arenaOf = (make: Maker) => {
    const random = createRandom(11);
    const data = new Array<number>(size).fill(0);
    for (const { offset, rows, columns } of matrices) {
      for (let i = 0; i < rows * columns; i++) data[offset + i] = random.float() - 0.5;
    }
    return make.numbers(data, size);
  };

  test.each([3, Infinity])('several steps; norm %f', (length) =>
    check(
      12,
      (make) => {
        const [gradients, weights, momentum, average] = [0, 1, 2, 3].map(() => arenaOf(make)) as [
          Tensor,
          Tensor,
          Tensor,
          Tensor,
        ];
        const [norm, rates] = [make.numbers([length], 1), ratesOf(make)];
        const tensors = { gradients, norm, rates, weights, momentum, average };
        return {
          record: (ops) => {
            for (let step = 0; step < 2; step++) ops.muon({ matrices, ...tensors });
          },
          results: [weights, momentum, average],
        };
      },
      1e-4,
    ),
  );
});
