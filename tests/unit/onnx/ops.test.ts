import { beforeAll, describe, expect, it } from 'vitest';
import {
  sizeOf,
  type Backend,
  type Tensor,
  type TensorData,
  type TensorOptions,
} from '../../../src/compute/backend';
import { createCpuBackend } from '../../../src/compute/cpu/backend';
import { createOnnxBackend } from '../../../src/compute/onnx/backend';
import type { Ops } from '../../../src/compute/ops';
import { randomSource } from './random';

/** Makes tensors, the same on either backend, and says which ops to run and what to read. */
type Case = (make: Maker) => { build: (ops: Ops) => void; reads: Tensor[] };

interface Maker {
  /** Normally distributed numbers; a weight unless told otherwise. */
  normal(name: string, shape: number[], options?: TensorOptions): Tensor;
  ids(name: string, shape: number[], bound: number): Tensor;
  empty(name: string, shape: number[], dtype?: 'f32' | 'u32'): Tensor;
}

function makerOf(backend: Backend): Maker {
  const random = randomSource(20260101);
  return {
    normal: (name, shape, options = { constant: true }) =>
      backend.tensor(name, shape, {
        ...options,
        data: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()),
      }),
    ids: (name, shape, bound) =>
      backend.tensor(name, shape, {
        dtype: 'u32',
        data: Uint32Array.from({ length: sizeOf(shape) }, () => random.below(bound)),
      }),
    empty: (name, shape, dtype = 'f32') => backend.tensor(name, shape, { dtype }),
  };
}

async function results(backend: Backend, make: Case): Promise<TensorData[]> {
  const { build, reads } = make(makerOf(backend));
  const program = await backend.record(build, reads);
  return program.run();
}

describe('onnx ops agree with the CPU reference', () => {
  let onnx: Backend;
  const cpu = createCpuBackend();
  beforeAll(async () => {
    onnx = await createOnnxBackend();
  });

  const agree = async (make: Case, tolerance = 1e-5) => {
    const wanted = await results(cpu, make);
    const got = await results(onnx, make);
    expect(got.length).toBe(wanted.length);
    wanted.forEach((numbers, index) => {
      const found = got[index]!;
      expect(found.constructor).toBe(numbers.constructor);
      expect(found.length).toBe(numbers.length);
      const largest = Array.from(numbers).reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      expect(largest).toBeGreaterThan(0);
      Array.from(numbers).forEach((value, at) => {
        const error = Math.abs(found[at]! - value);
        if (!(error <= tolerance * largest)) {
          expect.fail(`tensor ${index}, number ${at}: ${found[at]!}, not ${value}`);
        }
      });
    });
  };

  it.each([
    { name: 'cells alone', ndim: 0, prefix: 0, positions: false },
    { name: 'learned positions', ndim: 0, prefix: 0, positions: true },
    { name: 'a puzzle embedding of one position', ndim: 6, prefix: 1, positions: false },
    { name: 'a padded puzzle embedding of three positions', ndim: 14, prefix: 3, positions: true },
  ])('embed: $name', async ({ ndim, prefix, positions }) => {
    await agree(({ normal, ids, empty }) => {
      const [batch, cells, hidden, vocabulary] = [3, 7, 6, 5];
      const out = empty('out', [batch, prefix + cells, hidden]);
      const args = {
        tokens: ids('tokens', [batch, cells], vocabulary),
        tokenTable: normal('table', [vocabulary, hidden]),
        puzzle:
          ndim > 0
            ? { identifiers: ids('ids', [batch], 4), table: normal('puzzles', [4, ndim]) }
            : null,
        positionTable: positions ? normal('positions', [prefix + cells, hidden]) : null,
        scale: 3.5,
        out,
      };
      return { build: (ops) => ops.embed(args), reads: [out] };
    });
  });

  it('broadcast', () =>
    agree(({ normal, empty }) => {
      const args = { source: normal('source', [5]), out: empty('out', [3, 4, 5]) };
      return { build: (ops) => ops.broadcast(args), reads: [args.out] };
    }));

  it('broadcast to the rows of a mask keeps the others', () =>
    agree(({ normal, ids, empty }) => {
      const mask = ids('mask', [9], 3);
      const out = normal('out', [9, 4, 5], {});
      const start = empty('start', [9, 4, 5]);
      const args = { source: normal('source', [5]), mask, out };
      return {
        build: (ops) => {
          ops.add({ a: out, b: out, out: start });
          ops.broadcast(args);
        },
        reads: [out, start],
      };
    }));

  it('add of two and of three', () =>
    agree(({ normal, empty }) => {
      const [a, b, c] = ['a', 'b', 'c'].map((name) => normal(name, [2, 3, 5], {}));
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

  it.each([
    { from: 0, taken: 11, bias: false },
    { from: 2, taken: 9, bias: true },
    { from: 0, taken: 1, bias: true },
  ])('linear from $from, $taken positions, bias $bias', ({ from, taken, bias }) =>
    agree(({ normal, empty }) => {
      const out = empty('out', [2, taken, 5]);
      const args = {
        x: normal('x', [2, 11, 7], {}),
        weight: normal('weight', [5, 7]),
        ...(bias ? { bias: normal('bias', [5]) } : {}),
        from,
        out,
      };
      return { build: (ops) => ops.linear(args), reads: [out] };
    }),
  );

  it('linear with a weight that is not constant', () =>
    agree(({ normal, empty }) => {
      const args = {
        x: normal('x', [2, 3, 7], {}),
        weight: normal('weight', [5, 7], {}),
        out: empty('out', [2, 3, 5]),
      };
      return { build: (ops) => ops.linear(args), reads: [args.out] };
    }));

  it.each([
    { heads: 1, size: 6, length: 5, rope: true },
    { heads: 3, size: 10, length: 13, rope: true },
    { heads: 2, size: 7, length: 9, rope: false },
  ])('attention: $heads heads of $size, rope $rope', ({ heads, size, length, rope }) =>
    agree(({ normal, empty }) => {
      const [batch, hidden] = [2, heads * size];
      const out = empty('out', [batch, length, hidden]);
      const saveLogSumExp = empty('lse', [batch, heads, length]);
      const args = {
        qkv: normal('qkv', [batch, length, 3 * hidden], {}),
        rope: rope
          ? { cos: normal('cos', [length, size / 2]), sin: normal('sin', [length, size / 2]) }
          : null,
        heads,
        out,
        saveLogSumExp,
      };
      return { build: (ops) => ops.attention(args), reads: [out, saveLogSumExp] };
    }),
  );

  it('attention with scores far beyond the range of exp', () =>
    agree(({ normal, empty }) => {
      const large = empty('large', [1, 5, 12]);
      const qkv = normal('qkv', [1, 5, 12], {});
      const diagonal = Float32Array.from({ length: 144 }, (_, i) => (i % 13 === 0 ? 30 : 0));
      const weight = normal('weight', [12, 12]);
      (weight as { data?: TensorData }).data?.set(diagonal);
      const out = empty('out', [1, 5, 4]);
      const saveLogSumExp = empty('lse', [1, 2, 5]);
      return {
        build: (ops) => {
          ops.linear({ x: qkv, weight, out: large });
          ops.attention({ qkv: large, rope: null, heads: 2, out, saveLogSumExp });
        },
        reads: [out, saveLogSumExp],
      };
    }));

  it('linearResidualNorm', () =>
    agree(({ normal, empty }) => {
      const out = empty('out', [2, 5, 7]);
      const saveInverseRms = empty('inverse_rms', [2, 5]);
      const args = {
        x: normal('x', [2, 5, 11], {}),
        weight: normal('weight', [7, 11]),
        residual: normal('residual', [2, 5, 7], {}),
        epsilon: 0.1,
        out,
        saveInverseRms,
      };
      return { build: (ops) => ops.linearResidualNorm(args), reads: [out, saveInverseRms] };
    }));

  it('gatedLinear', () =>
    agree(({ normal, empty }) => {
      const out = empty('out', [2, 5, 9]);
      const savePreactivations = empty('preactivations', [2, 5, 18]);
      const args = {
        x: normal('x', [2, 5, 7], {}),
        weight: normal('weight', [18, 7]),
        out,
        savePreactivations,
      };
      return { build: (ops) => ops.gatedLinear(args), reads: [out, savePreactivations] };
    }));

  it('predict, the first of equal logits winning', () =>
    agree(({ ids, normal, empty }) => {
      const logits = empty('logits', [2, 9, 11]);
      const tokens = empty('tokens', [2, 9], 'u32');
      const confidence = empty('confidence', [2, 9]);
      // Rows of a table of small whole numbers hold many ties.
      const table = normal('table', [4, 11]);
      const embed = {
        tokens: ids('rows', [2, 9], 4),
        tokenTable: table,
        puzzle: null,
        positionTable: null,
        scale: 1,
        out: logits,
      };
      return {
        build: (ops) => {
          ops.embed(embed);
          ops.predict({ logits, tokens, confidence });
        },
        reads: [tokens, confidence],
      };
    }));
});
