import { describe, expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { floats } from '../../src/compute/cpu/tensor';
import type { Tensor } from '../../src/compute/tensor';
import { LOSS_KINDS, type TrainingOps } from '../../src/compute/training-ops';
import { createRandom, type Random } from '../../src/puzzles/random';

/**
 * Compares every backward op with central differences in double precision. The differentiated
 * function is L = Σ c ∘ out with a fixed random c, so a backward op with dOut = c must give dL/dinput.
 */

const backend = createCpuBackend({ precision: 'f64' });

function make(random: Random, ...shape: number[]): Tensor {
  const tensor = backend.tensor('t', shape);
  floats(tensor).forEach((_, index) => (floats(tensor)[index] = 2 * random.float() - 1));
  return tensor;
}

function zeros(...shape: number[]): Tensor {
  return backend.tensor('z', shape);
}

function ids(values: number[], ...shape: number[]): Tensor {
  return backend.tensor('ids', shape, { dtype: 'u32', data: Uint32Array.from(values) });
}

const run = async (build: (ops: TrainingOps) => void) =>
  void (await (await backend.recordTraining(build)).run());

/** Checks dInput[i] = (L(input + h eᵢ) − L(input − h eᵢ)) / 2h for every i. */
async function checkGradient(
  input: Tensor,
  dInput: Tensor,
  loss: () => Promise<number>,
): Promise<void> {
  const h = 1e-5;
  const numbers = floats(input);
  const gradient = floats(dInput);
  expect(gradient.length).toBe(numbers.length);
  let largest = 0;
  let worst = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    numbers[i] = value + h;
    const above = await loss();
    numbers[i] = value - h;
    const below = await loss();
    numbers[i] = value;
    const slope = (above - below) / (2 * h);
    largest = Math.max(largest, Math.abs(slope));
    worst = Math.max(worst, Math.abs(slope - gradient[i]!));
  }
  expect(largest).toBeGreaterThan(1e-3);
  expect(worst / largest).toBeLessThan(1e-7);
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const dot = (a: Tensor, b: Tensor) =>
  sum(Array.from(floats(a), (value, index) => value * floats(b)[index]!));

/** L after running the forward ops. */
const after = (forward: (ops: TrainingOps) => void, c: Tensor, out: Tensor) => async () => {
  await run(forward);
  return dot(c, out);
};

test.each([
  [2, 5, 7, 3, 0, 5],
  [2, 5, 6, 4, 2, 2],
  [1, 1, 1, 1, 0, 1],
])('linear, batch %i, length %i, %i → %i, from %i take %i', async (b, l, k, n, from, taken) => {
  const random = createRandom(1);
  const [x, weight, bias] = [make(random, b, l, k), make(random, n, k), make(random, n)];
  const [out, dOut] = [zeros(b, taken, n), make(random, b, taken, n)];
  const [dX, dWeight, dBias] = [zeros(b, l, k), zeros(n, k), zeros(n)];
  const loss = after((ops) => ops.linear({ x, weight, bias, from, out }), dOut, out);
  await run((ops) => {
    ops.linearInputGradient({ dOut, weight, from, dX });
    ops.linearWeightGradient({ dOut, x, from, dWeight, dBias });
  });
  await checkGradient(x, dX, loss);
  await checkGradient(weight, dWeight, loss);
  await checkGradient(bias, dBias, loss);
});

test('gradients are accumulated on request', async () => {
  const random = createRandom(2);
  const [x, weight, dOut] = [make(random, 2, 3, 5), make(random, 4, 5), make(random, 2, 3, 4)];
  const [plain, twice] = [zeros(2, 3, 5), zeros(2, 3, 5)];
  const [dWeight, dWeightTwice] = [zeros(4, 5), zeros(4, 5)];
  const [dBias, dBiasTwice] = [zeros(4), zeros(4)];
  await run((ops) => {
    ops.linearInputGradient({ dOut, weight, dX: plain });
    ops.linearInputGradient({ dOut, weight, plus: plain, dX: twice });
    ops.linearInputGradient({ dOut, weight, plus: twice, dX: twice });
    ops.linearWeightGradient({ dOut, x, dWeight, dBias });
    ops.linearWeightGradient({ dOut, x, dWeight: dWeightTwice, dBias: dBiasTwice });
    ops.linearWeightGradient({
      dOut,
      x,
      accumulate: true,
      dWeight: dWeightTwice,
      dBias: dBiasTwice,
    });
  });
  const times = (tensor: Tensor, factor: number) =>
    Array.from(floats(tensor), (value) => expect.closeTo(factor * value, 12) as number);
  expect(Array.from(floats(twice))).toEqual(times(plain, 3));
  expect(Array.from(floats(dWeightTwice))).toEqual(times(dWeight, 2));
  expect(Array.from(floats(dBiasTwice))).toEqual(times(dBias, 2));
});

test('axpby is its own backward', async () => {
  const random = createRandom(9);
  const [x, y, dOut] = [1, 2, 3].map(() => make(random, 2, 3, 5)) as [Tensor, Tensor, Tensor];
  const [out, dX, dY] = [zeros(2, 3, 5), zeros(2, 3, 5), zeros(2, 3, 5)];
  const loss = after((ops) => ops.axpby({ alpha: 0.05, x, beta: 0.95, y, out }), dOut, out);
  await run((ops) => {
    ops.axpby({ alpha: 0.05, x: dOut, out: dX });
    ops.axpby({ alpha: 0.95, x: dOut, out: dY });
  });
  await checkGradient(x, dX, loss);
  await checkGradient(y, dY, loss);
});

test('transpose is its own backward', async () => {
  const random = createRandom(8);
  const [x, dOut] = [make(random, 2, 3, 5), make(random, 2, 5, 3)];
  const [out, dX] = [zeros(2, 5, 3), zeros(2, 3, 5)];
  await run((ops) => ops.transpose({ x: dOut, out: dX }));
  await checkGradient(
    x,
    dX,
    after((ops) => ops.transpose({ x, out }), dOut, out),
  );
});

test('linearResidualNorm by way of rmsNormBackward', async () => {
  const random = createRandom(3);
  const [b, l, k, d] = [2, 3, 5, 7];
  const [x, weight, residual] = [make(random, b, l, k), make(random, d, k), make(random, b, l, d)];
  const [out, dOut, inverseRms] = [zeros(b, l, d), make(random, b, l, d), zeros(b, l)];
  const [du, dX, dWeight] = [zeros(b, l, d), zeros(b, l, k), zeros(d, k)];
  const forward = (ops: TrainingOps) =>
    ops.linearResidualNorm({
      x,
      weight,
      residual,
      epsilon: 1e-2,
      out,
      saveInverseRms: inverseRms,
    });
  const loss = after(forward, dOut, out);
  await loss();
  await run((ops) => {
    ops.rmsNormBackward({ out, inverseRms, dOut, du });
    ops.linearInputGradient({ dOut: du, weight, dX });
    ops.linearWeightGradient({ dOut: du, x, dWeight });
  });
  await checkGradient(residual, du, loss);
  await checkGradient(x, dX, loss);
  await checkGradient(weight, dWeight, loss);
});

test('SwiGLU by way of gatedInputGradient', async () => {
  const random = createRandom(4);
  const [b, l, d, inner] = [2, 3, 5, 6];
  const [x, weight, down] = [
    make(random, b, l, d),
    make(random, 2 * inner, d),
    make(random, d, inner),
  ];
  const [gated, preactivations] = [zeros(b, l, inner), zeros(b, l, 2 * inner)];
  const [out, dOut] = [zeros(b, l, d), make(random, b, l, d)];
  const dPreactivations = zeros(b, l, 2 * inner);
  const [dX, dWeight, dDown] = [zeros(b, l, d), zeros(2 * inner, d), zeros(d, inner)];
  const loss = after(
    (ops) => {
      ops.gatedLinear({ x, weight, out: gated, savePreactivations: preactivations });
      ops.linear({ x: gated, weight: down, out });
    },
    dOut,
    out,
  );
  await loss();
  await run((ops) => {
    ops.linearWeightGradient({ dOut, x: gated, dWeight: dDown });
    ops.gatedInputGradient({ dOut, weight: down, preactivations, dPreactivations });
    ops.linearInputGradient({ dOut: dPreactivations, weight, dX });
    ops.linearWeightGradient({ dOut: dPreactivations, x, dWeight });
  });
  await checkGradient(x, dX, loss);
  await checkGradient(weight, dWeight, loss);
  await checkGradient(down, dDown, loss);
});

test.each([
  [2, 5, 2, 4, true],
  [1, 4, 3, 3, false],
  [1, 1, 1, 2, true],
])('attention, batch %i, length %i, %i heads of %i, rotary %s', async (b, l, heads, size, turn) => {
  const random = createRandom(5);
  const d = heads * size;
  // A real rotation: the backward op needs its transpose to be its inverse.
  const angles = make(random, l, size / 2);
  const [cos, sin] = [zeros(l, Math.floor(size / 2)), zeros(l, Math.floor(size / 2))];
  floats(cos).forEach((_, i) => {
    floats(cos)[i] = Math.cos(3 * floats(angles)[i]!);
    floats(sin)[i] = Math.sin(3 * floats(angles)[i]!);
  });
  const rope = turn ? { cos, sin } : null;
  const [qkv, out, dOut] = [make(random, b, l, 3 * d), zeros(b, l, d), make(random, b, l, d)];
  const [logSumExp, dQkv] = [zeros(b, heads, l), zeros(b, l, 3 * d)];
  const loss = after(
    (ops) => ops.attention({ qkv, rope, heads, out, saveLogSumExp: logSumExp }),
    dOut,
    out,
  );
  await loss();
  await run((ops) => ops.attentionBackward({ qkv, rope, heads, out, logSumExp, dOut, dQkv }));
  await checkGradient(qkv, dQkv, loss);
});

test('embed: tokens that occur several times, positions, a cut prefix', async () => {
  const random = createRandom(6);
  const [b, s, prefix, d, ndim] = [3, 4, 2, 5, 8];
  const tokens = ids([1, 2, 2, 0, 1, 1, 2, 1, 0, 2, 1, 1], b, s);
  const [tokenTable, positionTable] = [make(random, 3, d), make(random, s + prefix, d)];
  const rows = make(random, b, ndim);
  const puzzle = { identifiers: ids([0, 1, 2], b), table: rows };
  const [out, dOut] = [zeros(b, s + prefix, d), make(random, b, s + prefix, d)];
  const [dTokenTable, dPositionTable] = [zeros(3, d), zeros(s + prefix, d)];
  const dPuzzleRows = zeros(b, ndim);
  const scale = 1.7;
  const loss = after(
    (ops) => ops.embed({ tokens, tokenTable, puzzle, positionTable, scale, out }),
    dOut,
    out,
  );
  await run((ops) =>
    ops.embedBackward({ tokens, scale, dOut, dTokenTable, dPositionTable, dPuzzleRows }),
  );
  await checkGradient(tokenTable, dTokenTable, loss);
  await checkGradient(positionTable, dPositionTable, loss);
  // Every puzzle has its own row here, so the table's gradient consists of the rows' gradients.
  await checkGradient(rows, dPuzzleRows, loss);
});

describe('losses', () => {
  test.each(LOSS_KINDS)('%s, with ignored cells and a puzzle without labels', async (kind) => {
    const random = createRandom(7);
    const [b, s, v] = [3, 4, 5];
    const logits = make(random, b, s, v);
    floats(logits).forEach((value, i) => (floats(logits)[i] = 4 * value));
    const labels = ids([1, 4, 0, 2, 3, 3, 1, 2, 0, 0, 0, 0], b, s);
    const [dLogits, loss] = [zeros(b, s, v), zeros(b)];
    const [correct, labelCount] = [ids([0, 0, 0], b), ids([0, 0, 0], b)];
    const scale = 0.25;
    const value = async () => {
      await run((ops) =>
        ops.crossEntropy({ logits, labels, kind, scale, dLogits, loss, correct, labelCount }),
      );
      return scale * sum(floats(loss));
    };
    await value();
    const gradient = zeros(b, s, v);
    floats(gradient).set(floats(dLogits));
    await checkGradient(logits, gradient, value);
    expect(floats(loss)[2]).toBe(0);
    expect(Array.from(await backend.read(labelCount))).toEqual([3, 4, 0]);
  });

  test('a shift of all logits does not change the softmax, however large it is', async () => {
    const logits = zeros(1, 1, 3);
    floats(logits).set([1000, 1001, 999]);
    const [dLogits, loss] = [zeros(1, 1, 3), zeros(1)];
    const [correct, labelCount] = [ids([0], 1), ids([0], 1)];
    const labels = ids([1], 1, 1);
    const kind = 'softmax_cross_entropy';
    await run((ops) =>
      ops.crossEntropy({ logits, labels, kind, scale: 1, dLogits, loss, correct, labelCount }),
    );
    expect(floats(loss)[0]).toBeCloseTo(Math.log(1 + Math.exp(-1) + Math.exp(-2)), 12);
  });

  test('qLoss: both targets, the last segment, and q_halt alone', async () => {
    const random = createRandom(8);
    const b = 4;
    const [q, next] = [make(random, b, 1, 2), make(random, b, 1, 2)];
    floats(next).set([0.5, 2], 0); // here q_continue is the larger one
    const [correct, labelCount] = [ids([3, 2, 3, 0], b), ids([3, 3, 3, 3], b)];
    const segments = ids([0, 1, 2, 3], b);
    const control = ids([0, 0, 3, 0], 4);
    const [dQ, loss] = [zeros(b, 1, 2), zeros(b, 2)];
    for (const bootstrap of [next, null]) {
      const value = async () => {
        const scale = 0.5;
        await run((ops) =>
          ops.qLoss({
            q,
            correct,
            labelCount,
            next: bootstrap,
            segments,
            control,
            scale,
            dQ,
            loss,
          }),
        );
        return (scale * sum(floats(loss))) / 2;
      };
      await value();
      const gradient = zeros(b, 1, 2);
      floats(gradient).set(floats(dQ));
      await checkGradient(q, gradient, value);
    }
    expect(floats(dQ)[1]).toBe(0);

    // By hand: row 0 is not last, its target is σ(max(0.5, 2)); row 2 is last, σ(next q_halt).
    await run((ops) =>
      ops.qLoss({ q, correct, labelCount, next, segments, control, scale: 1, dQ, loss }),
    );
    const sigma = (x: number) => 1 / (1 + Math.exp(-x));
    const slope = (row: number) => sigma(floats(q)[2 * row + 1]!);
    expect(floats(dQ)[1]).toBeCloseTo(0.5 * (slope(0) - sigma(2)), 12);
    expect(floats(dQ)[5]).toBeCloseTo(0.5 * (slope(2) - sigma(floats(next)[4]!)), 12);
  });
});
