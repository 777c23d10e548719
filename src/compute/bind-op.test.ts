import { describe, expect, test } from 'vitest';
import { bindOp, checkedOps } from './bind-op';
import { createCpuBackend } from './cpu/backend';
import { OP_SPECS } from './op-specs';
import type { DType, Tensor } from './tensor';
import type { TrainingOps } from './training-ops';

const tensor = (name: string, shape: readonly number[], dtype: DType = 'f32'): Tensor => ({
  name,
  shape,
  dtype,
});

const EXTENT: Readonly<Record<string, number>> = {
  ...{ B: 2, D: 8, H: 2, I: 3, K: 5, L: 6, M: 4, N: 7 },
  ...{ P: 64, R: 2, S: 5, V: 11, W: 6 },
};

/** Arguments that fit a spec, all different tensors. */
function fitting(op: keyof TrainingOps): Record<string, unknown> {
  const make = (name: string, spec: string) => {
    const words = spec.replace(/\?$/, '').split(' ');
    const dtype = words[0] === 'u32' ? 'u32' : 'f32';
    const shape = words
      .filter((word) => word !== 'u32')
      .flatMap((word) => {
        if (word === '…') return [3, 4];
        const [, factor, letter] = /^(\d*)([A-Z]?)$/.exec(word)!;
        return [(factor ? Number(factor) : 1) * (letter ? EXTENT[letter]! : 1)];
      });
    return tensor(name, shape, dtype);
  };
  const tensors = Object.entries(OP_SPECS[op].tensors as Record<string, string | object>).map(
    ([name, spec]) => [
      name,
      typeof spec === 'string'
        ? make(name, spec)
        : Object.fromEntries(
            Object.entries(spec).map(([part, text]) => [part, make(part, text as string)]),
          ),
    ],
  );
  return {
    ...(Object.fromEntries(tensors) as Record<string, unknown>),
    heads: EXTENT.H,
    matrices: [],
  };
}

const bind = bindOp as (op: keyof TrainingOps, args: object) => object;
const OPS = Object.keys(OP_SPECS) as (keyof TrainingOps)[];

test.each(OPS)('%s: takes fitting tensors and refuses any other axis or type', (op) => {
  const args = fitting(op);
  expect(() => bind(op, args)).not.toThrow();
  for (const [name, value] of Object.entries(args)) {
    if (typeof value !== 'object' || Array.isArray(value)) continue;
    const isTensor = 'dtype' in value!;
    const parts = isTensor ? { '': value } : value!;
    for (const [part, one] of Object.entries(parts)) {
      const put = (other: Tensor) => ({
        ...args,
        [name]: isTensor ? other : { ...(value as object), [part]: other },
      });
      const { shape, dtype } = one as Tensor;
      const path = isTensor ? name : `${name}.${part}`;
      const wrongType = tensor('odd', shape, dtype === 'f32' ? 'u32' : 'f32');
      expect(() => bind(op, put(wrongType)), path).toThrow(`${op}: ${path} (odd) must be ${dtype}`);
      expect(() => bind(op, put(tensor('odd', [...shape, 1], dtype))), path).toThrow(RangeError);
    }
  }
});

test('an error names the op, the tensor, the expected and the given shape', () => {
  const args = {
    x: tensor('x', [1, 2, 4]),
    weight: tensor('w', [3, 5]),
    out: tensor('out', [1, 2, 3]),
  };
  expect(() => bindOp('linear', args)).toThrow(
    new RangeError('linear: weight (w) must be f32 [N, K] with K = 4, not f32 [3, 5].'),
  );
});

test('an extent with a factor must give a whole number', () => {
  const args = { ...fitting('gatedLinear'), weight: tensor('w', [7, 8]) };
  expect(() => bind('gatedLinear', args)).toThrow('must be f32 [2I, D] with I = 3, D = 8');
});

describe('rules that letters cannot express', () => {
  test.each<[keyof TrainingOps, object, string]>([
    ['linear', { from: 3 }, 'positions 3 to 7 do not lie within the 6 of a row'],
    ['linear', { from: 0.5 }, 'positions 0.5 to 4.5'],
    ['attention', { heads: 3, saveLogSumExp: undefined }, '8 channels do not make 3 heads'],
    ['attention', { heads: 8, saveLogSumExp: undefined }, 'heads of an even size'],
    ['embed', { tokens: tensor('t', [2, 7], 'u32') }, '7 cells, more than the 6 positions'],
    [
      'muon',
      { matrices: [{ offset: 60, rows: 2, columns: 3 }] },
      'the matrix at 60 ends behind the 64 weights',
    ],
  ])('%s', (op, wrong, message) => {
    expect(() => bind(op, { ...fitting(op), ...wrong })).toThrow(message);
  });
});

test('an output is no other tensor of the op, except a sum that accumulates', () => {
  const args = fitting('linearInputGradient');
  expect(() => bind('linearInputGradient', { ...args, plus: args.dX })).not.toThrow();
  const one = tensor('one', [3, 4]);
  expect(() => bind('add', { a: one, b: tensor('b', [3, 4]), out: one })).toThrow(
    new TypeError('add: tensor one cannot be out and a at once.'),
  );
});

test('a missing tensor is named, an optional one may be missing', () => {
  expect(() => bind('linear', { ...fitting('linear'), out: undefined })).toThrow(
    new TypeError('linear: out is missing.'),
  );
  expect(() => bind('linear', { ...fitting('linear'), bias: undefined })).not.toThrow();
  expect(() => bind('embed', { ...fitting('embed'), puzzle: null })).not.toThrow();
});

test('checked ops pass the extents on', () => {
  const seen: unknown[] = [];
  const { broadcast } = checkedOps({ broadcast: (_, dims) => seen.push(dims) });
  broadcast({ source: tensor('s', [8]), out: tensor('out', [2, 6, 8]) });
  expect(seen).toEqual([{ B: 2, L: 6, D: 8 }]);
});

test('the reference refuses a wrong shape while it records', async () => {
  const backend = createCpuBackend();
  const [x, weight, out] = [
    backend.tensor('x', [1, 2, 4]),
    backend.tensor('w', [3, 5]),
    backend.tensor('out', [1, 2, 3]),
  ];
  await expect(
    (async () => backend.record((ops) => ops.linear({ x, weight, out })))(),
  ).rejects.toThrow('linear: weight (w) must be');
});
