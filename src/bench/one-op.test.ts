import { expect, test } from 'vitest';
import { openWasm } from '../compute/wasm/backend';
import { relativeDifference, tryOp } from './one-op';
import { OP_NAMES, usualExtents, type Extents, type OpName } from './op-shapes';

const quick = { target: 0.01, repeat: 1 };

/** The usual extents, but small. */
const SMALL: Extents = { L: 9, S: 9, M: 9, D: 8, H: 2, R: 2, I: 6, K: 8, N: 12, W: 8, P: 64 };
const smallExtents = (op: OpName) =>
  Object.fromEntries(
    Object.entries(usualExtents(op)).map(([letter, usual]) => [
      letter,
      letter === 'L' && op.startsWith('embed') ? 10 : Math.min(usual, SMALL[letter] ?? usual),
    ]),
  );

test.each(OP_NAMES.flatMap((op) => [true, false].map((optional) => [op, optional] as const)))(
  '%s, with optional tensors: %s, equals the reference and is timed',
  async (op, optional) => {
    const backend = await openWasm();
    const { differences, kernels } = await tryOp(backend, op, smallExtents(op), optional, quick);
    expect(kernels.length).toBeGreaterThan(0);
    for (const { relative } of differences) expect(relative).toBeLessThan(2e-5);
    if (optional) expect(differences.length).toBeGreaterThan(0);
  },
);

test('a wrong shape gives the op’s error', async () => {
  const extents = { ...usualExtents('attention'), H: 3 };
  await expect(tryOp(await openWasm(), 'attention', extents, true)).rejects.toThrow(
    'attention: 128 channels do not make 3 heads',
  );
});

test('a difference is relative to the largest number, and NaN is never equal', () => {
  expect(relativeDifference(Float32Array.of(4, -8), Float32Array.of(4, -6))).toBe(0.25);
  expect(relativeDifference(Float32Array.of(4), Float32Array.of(NaN))).toBeNaN();
});
