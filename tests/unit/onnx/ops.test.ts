import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { createCpuBackend } from '../../../src/compute/cpu/backend';
import { createOnnxBackend } from '../../../src/compute/onnx/backend';
import type { Ops } from '../../../src/compute/ops';
import { sizeOf, type DType, type Tensor, type TensorData } from '../../../src/compute/tensor';
import { createRandom } from '../../../src/puzzles/random';

/** Makes tensors that are equal on both backends, and says which ops to run and what to read. */
type Case = (make: Maker) => { build: (ops: Ops) => void; reads: Tensor[] };

/** Makes tensors of a backend with numbers uniform in ±spread. */
interface Maker {
  readonly weight: (name: string, shape: number[], spread?: number) => Tensor;
  readonly variable: (name: string, shape: number[], spread?: number) => Tensor;
  /** Whole numbers below `bound`. */
  readonly ids: (name: string, shape: number[], bound: number) => Tensor;
  readonly empty: (name: string, shape: number[], dtype?: DType) => Tensor;
}

function makerOf(backend: Backend): Maker {
  const random = createRandom(2026);
  const numbers = (name: string, shape: number[], spread: number, constant: boolean) => {
    const draw = () => (random.float() * 2 - 1) * spread;
    const data = Float32Array.from({ length: sizeOf(shape) }, draw);
    return backend.tensor(name, shape, { data, constant });
  };
  return {
    weight: (name, shape, spread = 2) => numbers(name, shape, spread, true),
    variable: (name, shape, spread = 2) => numbers(name, shape, spread, false),
    ids: (name, shape, bound) => {
      const data = Uint32Array.from({ length: sizeOf(shape) }, () => random.below(bound));
      return backend.tensor(name, shape, { dtype: 'u32', data });
    },
    empty: (name, shape, dtype = 'f32') => backend.tensor(name, shape, { dtype }),
  };
}

async function results(backend: Backend, make: Case): Promise<TensorData[]> {
  const { build, reads } = make(makerOf(backend));
  const program = await backend.record(build, reads);
  return program.run();
}

describe('onnx ops agree with the CPU reference', () => {
  const cpu = createCpuBackend();
  let onnx: Backend;
  beforeAll(async () => {
    onnx = await createOnnxBackend();
  });

  /** Differences are relative to the largest number of a tensor. */
  const agree = async (make: Case, tolerance = 1e-5) => {
    const wanted = await results(cpu, make);
    const got = await results(onnx, make);
    expect(got.length).toBe(wanted.length);
    wanted.forEach((numbers, index) => {
      const found = got[index]!;
      expect(found.constructor).toBe(numbers.constructor);
      expect(found.length).toBe(numbers.length);
      const largest = Math.max(...Array.from(numbers, Math.abs));
      expect(largest).toBeGreaterThan(0);
      numbers.forEach((value, at) => {
        const difference = Math.abs(found[at]! - value);
        if (!(difference <= tolerance * largest)) {
          expect.fail(`tensor ${index}, number ${at}: ${found[at]!}, not ${value}`);
        }
      });
    });
  };

  it.each([
    { name: 'cells alone', width: 0, prefix: 0, positions: false },
    { name: 'learned positions', width: 0, prefix: 0, positions: true },
    { name: 'a puzzle embedding of one position', width: 6, prefix: 1, positions: false },
    { name: 'a padded puzzle embedding of three', width: 14, prefix: 3, positions: true },
  ])('embed: $name', ({ width, prefix, positions }) =>
    agree(({ weight, ids, empty }) => {
      const out = empty('out', [3, prefix + 7, 6]);
      const puzzle = () => ({ identifiers: ids('ids', [3], 4), table: weight('p', [4, width]) });
      const args = {
        tokens: ids('tokens', [3, 7], 5),
        tokenTable: weight('table', [5, 6]),
        puzzle: width > 0 ? puzzle() : null,
        positionTable: positions ? weight('positions', [prefix + 7, 6]) : null,
        scale: 3.5,
        out,
      };
      return { build: (ops) => ops.embed(args), reads: [out] };
    }),
  );

  it('broadcast', () =>
    agree(({ weight, empty }) => {
      const args = { source: weight('source', [5]), out: empty('out', [3, 4, 5]) };
      return { build: (ops) => ops.broadcast(args), reads: [args.out] };
    }));

  it('broadcast to the rows of a mask keeps the others', () =>
    agree(({ weight, variable, ids }) => {
      const mask = ids('mask', [9], 3);
      const args = { source: weight('source', [5]), mask, out: variable('out', [9, 4, 5]) };
      return { build: (ops) => ops.broadcast(args), reads: [args.out] };
    }));

  it('add of two and of three', () =>
    agree(({ variable, empty }) => {
      const [a, b, c] = [1, 2, 3].map((n) => variable(`term${n}`, [2, 3, 5]));
      const two = empty('two', [2, 3, 5]);
      const three = empty('three', [2, 3, 5]);
      return {
        build: (ops) => {
          ops.add({ a: a!, b: b!, out: two });
          ops.add({ a: a!, b: b!, c: c!, out: three });
        },
        reads: [two, three],
      };
    }));

  it('axpby of two, in place and of one', () =>
    agree(({ variable, empty }) => {
      const [x, y, inPlace] = ['x', 'y', 'inPlace'].map((name) => variable(name, [2, 3, 5]));
      const [sum, scaled] = [empty('sum', [2, 3, 5]), empty('scaled', [2, 3, 5])];
      return {
        build: (ops) => {
          ops.axpby({ alpha: 0.05, x: x!, beta: 0.95, y: y!, out: sum });
          ops.axpby({ alpha: 0.3, x: inPlace!, y: y!, out: inPlace! });
          ops.axpby({ alpha: -0.7, x: x!, out: scaled });
        },
        reads: [sum, inPlace!, scaled],
      };
    }));

  it('settle', () =>
    agree(({ variable }) => {
      const q = variable('q', [3, 1, 2]);
      const [towards, state] = [variable('towards', [3, 4, 5]), variable('state', [3, 4, 5])];
      return { build: (ops) => ops.settle({ q, power: 2, towards, state }), reads: [state] };
    }));

  it.each([
    { from: 0, taken: 11, biased: false },
    { from: 2, taken: 9, biased: true },
    { from: 0, taken: 1, biased: true },
  ])('linear from $from, $taken positions, biased: $biased', ({ from, taken, biased }) =>
    agree(({ weight, variable, empty }) => {
      const args = {
        x: variable('x', [2, 11, 7]),
        weight: weight('weight', [5, 7]),
        ...(biased ? { bias: weight('bias', [5]) } : {}),
        from,
        out: empty('out', [2, taken, 5]),
      };
      return { build: (ops) => ops.linear(args), reads: [args.out] };
    }),
  );

  it('linear with a weight that is not constant', () =>
    agree(({ variable, empty }) => {
      const args = {
        x: variable('x', [2, 3, 7]),
        weight: variable('weight', [5, 7]),
        out: empty('out', [2, 3, 5]),
      };
      return { build: (ops) => ops.linear(args), reads: [args.out] };
    }));

  it.each([
    { heads: 1, size: 6, length: 5, rotary: true, spread: 2 },
    { heads: 3, size: 10, length: 13, rotary: true, spread: 2 },
    { heads: 2, size: 7, length: 9, rotary: false, spread: 2 },
    // Scores in the thousands: exp would overflow if the largest score were not subtracted first.
    { heads: 2, size: 8, length: 9, rotary: false, spread: 100 },
  ])('attention: $heads heads of $size, rotary: $rotary, up to $spread', (shape) =>
    agree(({ weight, variable, empty }) => {
      const { heads, size, length, rotary, spread } = shape;
      const table = (name: string) => weight(name, [length, size / 2], 1);
      const args = {
        qkv: variable('qkv', [2, length, 3 * heads * size], spread),
        rope: rotary ? { cos: table('cos'), sin: table('sin') } : null,
        heads,
        out: empty('out', [2, length, heads * size]),
        saveLogSumExp: empty('log_sum_exp', [2, heads, length]),
      };
      return { build: (ops) => ops.attention(args), reads: [args.out, args.saveLogSumExp] };
    }),
  );

  it('linearResidualNorm', () =>
    agree(({ weight, variable, empty }) => {
      const args = {
        x: variable('x', [2, 5, 11]),
        weight: weight('weight', [7, 11]),
        residual: variable('residual', [2, 5, 7]),
        epsilon: 0.1,
        out: empty('out', [2, 5, 7]),
        saveInverseRms: empty('inverse_rms', [2, 5]),
      };
      return {
        build: (ops) => ops.linearResidualNorm(args),
        reads: [args.out, args.saveInverseRms],
      };
    }));

  it('gatedLinear', () =>
    agree(({ weight, variable, empty }) => {
      const args = {
        x: variable('x', [2, 5, 7]),
        weight: weight('weight', [18, 7]),
        out: empty('out', [2, 5, 9]),
        savePreactivations: empty('preactivations', [2, 5, 18]),
      };
      return { build: (ops) => ops.gatedLinear(args), reads: [args.out, args.savePreactivations] };
    }));

  it('transpose', () =>
    agree(({ variable, empty }) => {
      const args = { x: variable('x', [2, 5, 7]), out: empty('out', [2, 7, 5]) };
      return { build: (ops) => ops.transpose(args), reads: [args.out] };
    }));

  it('predict', () =>
    agree(({ variable, empty }) => {
      const args = {
        logits: variable('logits', [2, 9, 11]),
        tokens: empty('tokens', [2, 9], 'u32'),
        confidence: empty('confidence', [2, 9]),
      };
      return { build: (ops) => ops.predict(args), reads: [args.tokens, args.confidence] };
    }));

  it('predict takes the first of equal logits', async () => {
    const data = Float32Array.of(1, 5, 5, 2, 7, 7, 7, 7);
    const logits = onnx.tensor('logits', [1, 2, 4], { data });
    const tokens = onnx.tensor('tokens', [1, 2], { dtype: 'u32' });
    const confidence = onnx.tensor('confidence', [1, 2]);
    const program = await onnx.record(
      (ops) => ops.predict({ logits, tokens, confidence }),
      [tokens],
    );
    expect(await program.run()).toEqual([Uint32Array.of(1, 0)]);
  });
});
