import { describe, test } from 'vitest';
import { useKernels } from './against-reference';

/** Every backward kernel against the CPU reference, with shapes that are not multiples of any tile. */
const { check } = useKernels();

test.each([
  [2, 7, 33],
  [1, 9, 520],
])('rmsNormBackward: batch %i, length %i, %i channels', (b, l, d) =>
  check(d, (make) => {
    const [out, inverseRms, dOut] = [make.random(b, l, d), make.random(b, l), make.random(b, l, d)];
    const du = make.out(b, l, d);
    return { record: (ops) => ops.rmsNormBackward({ out, inverseRms, dOut, du }), results: [du] };
  }),
);

describe('linearInputGradient', () => {
  test('a slice of positions, plus a tensor or in place', () =>
    check(1, (make) => {
      const [b, l, k, n, from, taken] = [2, 9, 33, 21, 3, 5];
      const [dOut, weight] = [make.random(b, taken, n), make.random(n, k)];
      const [plus, added, itself] = [make.random(b, l, k), make.out(b, l, k), make.random(b, l, k)];
      return {
        record: (ops) => {
          ops.linearInputGradient({ dOut, weight, from, plus, dX: added });
          ops.linearInputGradient({ dOut, weight, from, plus: itself, dX: itself });
        },
        results: [added, itself],
      };
    }));

  test('with enough rows for large tiles; zeros at other positions', () =>
    check(2, (make) => {
      const [b, l, k, n, taken] = [2, 400, 515, 6, 398];
      const [dOut, weight, dX] = [
        make.random(b, taken, n),
        make.random(n, k),
        make.random(b, l, k),
      ];
      return {
        record: (ops) => ops.linearInputGradient({ dOut, weight, from: 1, dX }),
        results: [dX],
      };
    }));
});

describe('linearWeightGradient', () => {
  test('few rows: one split, with a bias, overwritten and accumulated', () =>
    check(3, (make) => {
      const [b, l, k, n, from, taken] = [3, 7, 33, 2, 1, 4];
      const [dOut, x] = [make.random(b, taken, n), make.random(b, l, k)];
      const [dWeight, dBias] = [make.out(n, k), make.out(n)];
      const sum = make.random(n, k);
      return {
        record: (ops) => {
          ops.linearWeightGradient({ dOut, x, from, dWeight, dBias });
          ops.linearWeightGradient({ dOut, x, from, accumulate: true, dWeight: sum });
        },
        results: [dWeight, dBias, sum],
      };
    }));

  test('many rows in large tiles: partial sums', () =>
    check(4, (make) => {
      const [b, l, k, n, from, taken] = [2, 301, 66, 70, 2, 293];
      const [dOut, x, dWeight] = [make.random(b, taken, n), make.random(b, l, k), make.out(n, k)];
      return {
        record: (ops) => ops.linearWeightGradient({ dOut, x, from, dWeight }),
        results: [dWeight],
      };
    }));

  test('partial sums of several weights, some used twice, some read in between', () =>
    check(5, (make) => {
      const [b, l, k, n] = [3, 211, 21, 19];
      const [dOut, more, x] = [make.random(b, l, n), make.random(b, l, n), make.random(b, l, k)];
      const arena = make.random(2048);
      const [dWeight, dBias] = [make.view(arena, 64, n, k), make.view(arena, 512, n)];
      const [other, otherBias] = [make.view(arena, 1024, n, k), make.view(arena, 1600, n)];
      const [early, zeros] = [make.out(2048), make.out(2048)];
      return {
        record: (ops) => {
          ops.linearWeightGradient({ dOut, x, dWeight, dBias });
          ops.linearWeightGradient({
            dOut: more,
            x,
            accumulate: true,
            dWeight: other,
            dBias: otherBias,
          });
          ops.linearWeightGradient({ dOut: more, x, accumulate: true, dWeight, dBias });
          ops.add({ a: arena, b: zeros, out: early });
          ops.linearWeightGradient({
            dOut,
            x,
            accumulate: true,
            dWeight: other,
            dBias: otherBias,
          });
        },
        results: [early, arena],
      };
    }));
});

test('gatedInputGradient', () =>
  check(5, (make) => {
    const [b, l, d, inner] = [2, 7, 21, 33];
    const [dOut, weight] = [make.random(b, l, d), make.random(d, inner)];
    const preactivations = make.random(b, l, 2 * inner);
    const dPreactivations = make.out(b, l, 2 * inner);
    return {
      record: (ops) => ops.gatedInputGradient({ dOut, weight, preactivations, dPreactivations }),
      results: [dPreactivations],
    };
  }));

describe('attentionBackward', () => {
  test.each([
    [1, 81, 2, 32, true],
    [2, 37, 3, 6, true],
    [1, 7, 2, 35, false],
  ])('batch %i, length %i, %i heads of %i, rotary %s', (b, l, heads, size, turned) =>
    check(b + l + size, (make) => {
      const d = heads * size;
      const qkv = make.random(b, l, 3 * d);
      const rope = turned ? { cos: make.random(l, size / 2), sin: make.random(l, size / 2) } : null;
      // The formulas hold for any tensors, so these need not come from `attention`.
      const [out, logSumExp] = [make.random(b, l, d), make.random(b, heads, l)];
      const [dOut, dQkv] = [make.random(b, l, d), make.out(b, l, 3 * d)];
      return {
        record: (ops) => ops.attentionBackward({ qkv, rope, heads, out, logSumExp, dOut, dQkv }),
        results: [dQkv],
      };
    }),
  );
});

test('embedBackward: tokens, positions, a padded prefix', () =>
  check(6, (make) => {
    const [b, s, prefix, d, ndim] = [4, 81, 2, 20, 33];
    const [tokens, dOut] = [make.ids(6, b, s), make.random(b, s + prefix, d)];
    const dTokenTable = make.out(7, d);
    const dPositionTable = make.out(s + prefix, d);
    const dPuzzleRows = make.out(b, ndim);
    return {
      record: (ops) => {
        const scale = 1.7;
        ops.embedBackward({ tokens, scale, dOut, dTokenTable, dPositionTable, dPuzzleRows });
      },
      results: [dTokenTable, dPositionTable, dPuzzleRows],
    };
  }));
