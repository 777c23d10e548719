import { describe, test } from 'vitest';
import { useKernels } from './against-reference';

/** Every kernel against the CPU reference, with shapes that are not multiples of any tile. */
const { check } = useKernels();

describe('linear', () => {
  test.each([
    [1, 1, 1, 1, 0, 1, true],
    [2, 7, 20, 33, 0, 7, false],
    [3, 5, 33, 2, 0, 1, true],
    [1, 82, 128, 11, 1, 81, false],
    [2, 65, 64, 130, 3, 61, true],
  ])('batch %i, length %i, %i → %i, from %i take %i, bias %s', (b, l, k, n, from, taken, biased) =>
    check(b * l + n, (make) => {
      const [x, weight, bias] = [make.random(b, l, k), make.random(n, k), make.random(n)];
      const out = make.out(b, taken, n);
      return {
        record: (ops) => ops.linear({ x, weight, ...(biased ? { bias } : {}), from, out }),
        results: [out],
      };
    }),
  );
});

describe('linearResidualNorm', () => {
  test.each([
    [1, 1, 4, 4],
    [2, 7, 33, 20],
    [1, 81, 256, 128],
    [1, 9, 65, 520],
    // Enough rows and columns for the larger tiles.
    [4, 97, 12, 250],
    [12, 127, 8, 256],
  ])('batch %i, length %i, %i → %i', (b, l, k, d) =>
    check(b + l + k, (make) => {
      const [x, weight, residual] = [make.random(b, l, k), make.random(d, k), make.random(b, l, d)];
      const [out, saveInverseRms] = [make.out(b, l, d), make.out(b, l)];
      return {
        record: (ops) =>
          ops.linearResidualNorm({ x, weight, residual, epsilon: 1e-5, out, saveInverseRms }),
        results: [out, saveInverseRms],
      };
    }),
  );
});

describe('a deferred norm', () => {
  test.each([
    [1, 7, 33],
    [2, 41, 64],
    [1, 9, 520],
  ])('is applied by the op that reads the rows: batch %i, length %i, %i channels', (b, l, d) =>
    check(b + l + d, (make) => {
      const [x, weight] = [make.random(b, l, 12), make.random(d, 12)];
      const norm = { x, weight, epsilon: 1e-5 };
      const [first, second, third] = [make.random(b, l, d), make.out(b, l, d), make.out(b, l, d)];
      const [wide, bias] = [make.random(6, d), make.random(6)];
      const [slice, gated, sum] = [make.out(b, 4, 6), make.out(b, l, 3), make.out(b, l, d)];
      const [pair, mix, scaled] = [make.out(b, l, d), make.out(b, l, d), make.out(b, l, d)];
      const [turned, tokens, sure] = [make.out(b, d, l), make.outIds(b, l), make.out(b, l)];
      const [source, mask] = [make.random(d), make.ids(2, b)];
      return {
        record: (ops) => {
          ops.linearResidualNorm({ ...norm, residual: first, out: second });
          ops.linear({ x: second, weight: wide, bias, from: 2, out: slice });
          ops.gatedLinear({ x: second, weight: wide, out: gated });
          ops.linearResidualNorm({ ...norm, residual: second, out: third });
          ops.add({ a: second, b: third, c: first, out: sum });
          ops.add({ a: first, b: third, out: pair });
          ops.axpby({ alpha: 0.3, x: second, beta: 2, y: third, out: mix });
          ops.axpby({ alpha: 3, x: third, out: scaled });
          ops.transpose({ x: third, out: turned });
          ops.predict({ logits: third, tokens, confidence: sure });
          // Written again before its norm is applied, and only in part.
          ops.linearResidualNorm({ ...norm, residual: third, out: second });
          ops.linearResidualNorm({ ...norm, residual: second, out: first });
          ops.broadcast({ source, mask, out: first });
        },
        results: [slice, gated, sum, pair, mix, scaled, turned, tokens, sure, first, second, third],
      };
    }),
  );
});

describe('gatedLinear', () => {
  test.each([
    [1, 1, 4, 3],
    [2, 7, 20, 33],
    [1, 81, 128, 256],
  ])('batch %i, length %i, %i → %i', (b, l, d, inner) =>
    check(b + l + d, (make) => {
      const [x, weight] = [make.random(b, l, d), make.random(2 * inner, d)];
      const [out, savePreactivations] = [make.out(b, l, inner), make.out(b, l, 2 * inner)];
      return {
        record: (ops) => ops.gatedLinear({ x, weight, out, savePreactivations }),
        results: [out, savePreactivations],
      };
    }),
  );
});

describe('attention', () => {
  test.each([
    [1, 1, 1, 2, true],
    [2, 7, 5, 4, false],
    [1, 81, 4, 32, true],
    [2, 37, 3, 6, true],
    [1, 300, 1, 35, false],
  ])('batch %i, length %i, %i heads of %i, rotary %s', (b, l, heads, size, turned) =>
    check(b + l + size, (make) => {
      const qkv = make.random(b, l, 3 * heads * size);
      const rope = turned ? { cos: make.random(l, size / 2), sin: make.random(l, size / 2) } : null;
      const [out, saveLogSumExp] = [make.out(b, l, heads * size), make.out(b, heads, l)];
      return {
        record: (ops) => ops.attention({ qkv, rope, heads, out, saveLogSumExp }),
        results: [out, saveLogSumExp],
      };
    }),
  );
});

test('embed: tokens, positions, a cut and padded prefix', () =>
  check(5, (make) => {
    const [b, s, prefix, d, ndim] = [3, 7, 2, 20, 33];
    const out = make.out(b, s + prefix, d);
    const tokens = make.ids(6, b, s);
    const tokenTable = make.random(6, d);
    const puzzle = { identifiers: make.ids(4, b), table: make.random(4, ndim) };
    const positionTable = make.random(s + prefix, d);
    return {
      record: (ops) => ops.embed({ tokens, tokenTable, puzzle, positionTable, scale: 1.7, out }),
      results: [out],
    };
  }));

test('broadcast follows its mask; add sums two and three', () =>
  check(6, (make) => {
    const [b, l, d] = [5, 7, 33];
    const [source, mask] = [make.random(d), make.ids(2, b)];
    const state = make.random(b, l, d);
    const [second, third] = [make.random(b, l, d), make.random(b, l, d)];
    const [two, three] = [make.out(b, l, d), make.out(b, l, d)];
    return {
      record: (ops) => {
        ops.broadcast({ source, mask, out: state });
        ops.add({ a: state, b: second, out: two });
        ops.add({ a: state, b: second, c: third, out: three });
      },
      results: [state, two, three],
    };
  }));

test.each([[5, 7, 33] as const, [2, 8, 16] as const])('axpby: %i × %i × %i', (...shape) =>
  check(11, (make) => {
    const [x, y, inPlace] = [make.random(...shape), make.random(...shape), make.random(...shape)];
    const [sum, scaled] = [make.out(...shape), make.out(...shape)];
    return {
      record: (ops) => {
        ops.axpby({ alpha: 0.05, x, beta: 0.95, y, out: sum });
        ops.axpby({ alpha: 0.3, x: inPlace, y, out: inPlace });
        ops.axpby({ alpha: -0.7, x, out: scaled });
      },
      results: [sum, inPlace, scaled],
    };
  }),
);

test.each([
  [1, 1, 1],
  [3, 7, 33],
  [2, 81, 20],
])('settle: %i × %i × %i', (b, l, d) =>
  check(b + l + d, (make) => {
    const [x, weight] = [make.random(b, l, 9), make.random(d, 9)];
    const [q, residual] = [make.random(b, 1, 2), make.random(b, l, d)];
    const states = [make.random(b, l, d), make.random(b, l, d)];
    const towards = make.out(b, l, d);
    return {
      record: (ops) => {
        // The norm of `towards` is applied only where it is read.
        ops.linearResidualNorm({ x, weight, residual, epsilon: 1e-5, out: towards });
        ops.settle({ q, power: 2, towards, state: states[0]! });
        ops.settle({ q, power: 0.5, towards: residual, state: states[1]! });
      },
      results: states,
    };
  }),
);

test('settle: the surest and the least sure', () =>
  check(5, (make) => {
    const [q, wide] = [make.out(4, 1, 2), make.random(4, 1, 2)];
    const [towards, state] = [make.random(4, 3, 8), make.random(4, 3, 8)];
    return {
      record: (ops) => {
        ops.axpby({ alpha: 1000, x: wide, out: q });
        ops.settle({ q, power: 2, towards, state });
      },
      results: [state],
    };
  }));

test.each([
  [1, 1, 1],
  [2, 7, 33],
  [3, 81, 20],
])('transpose: %i of %i × %i', (b, m, n) =>
  check(b + m + n, (make) => {
    const [x, out] = [make.random(b, m, n), make.out(b, n, m)];
    return { record: (ops) => ops.transpose({ x, out }), results: [out] };
  }),
);

test('predict: the token of the largest logit and its probability', () =>
  check(7, (make) => {
    const logits = make.random(3, 7, 11);
    const [tokens, confidence] = [make.outIds(3, 7), make.out(3, 7)];
    return {
      record: (ops) => ops.predict({ logits, tokens, confidence }),
      results: [tokens, confidence],
    };
  }));
