import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import { createCpuBackend } from '../compute/cpu/backend';
import { scheduleOf } from '../hrm/schedule';
import type { Carry } from '../hrm/session';
import { uploadModel } from '../hrm/tensors';
import { openThinkingSession } from '../hrm/thinking-session';
import { spectrum, type Spectrum } from './spectrum';

const both = new Set(['H', 'L'] as const);

async function last(found: AsyncGenerator<Spectrum>): Promise<Spectrum> {
  let known: Spectrum | null = null;
  for await (const each of found) known = each;
  return known!;
}

/** The map z ↦ M z + c of the states, z_H first. */
function linear(matrix: Matrix, offset: number) {
  const half = matrix.rows / 2;
  return {
    map({ H: zH, L: zL = new Float32Array(0) }: Carry): Promise<Carry> {
      const next = { H: new Float32Array(zH.length), L: new Float32Array(zL.length) };
      for (let row = 0; row < 2; row++) {
        const z = [...zH.subarray(row * half, (row + 1) * half)].concat(
          ...zL.subarray(row * half, (row + 1) * half),
        );
        const image = matrix.mmul(Matrix.columnVector(z)).to1DArray();
        next.H.set(
          image.slice(0, half).map((value) => value + offset),
          row * half,
        );
        next.L.set(
          image.slice(half).map((value) => value + offset),
          row * half,
        );
      }
      return Promise.resolve(next);
    },
  };
}

test('finds the complex eigenvalues of a rotation, which plain iteration would miss', async () => {
  const turn = new Matrix([
    [0, -0.9, 0, 0],
    [0.9, 0, 0, 0],
    [0, 0, 0.5, 0.3],
    [0, 0, 0, 0.2],
  ]);
  const state = { H: Float32Array.of(1, 1), L: Float32Array.of(1, 1) };
  const known = await last(spectrum(linear(turn, 0), both, state, 10));
  expect(known.products).toBe(4);
  expect(known.radius).toBeCloseTo(0.9, 4);
  expect(known.eigenvalues.map(({ im }) => Math.abs(im).toFixed(2))).toEqual([
    '0.90',
    '0.90',
    '0.00',
    '0.00',
  ]);
  // z ↦ M z moves (1, 1, 1, 1) by (−1.9, −0.1, −0.2, −0.8).
  expect(known.residual).toBeCloseTo(Math.sqrt((3.61 + 0.01 + 0.04 + 0.64) / 4), 5);
});

test('the radius is that of the explicit Jacobian of a cycle of a small model', async () => {
  const model = tinyModel({ seq_len: 4, vocab_size: 6, puzzle: undefined, L_cycles: 2 }, 3);
  const backend = createCpuBackend();
  const weights = uploadModel(backend, model);
  const session = await openThinkingSession(backend, weights, 2, scheduleOf(model.config));
  const tokens = Uint32Array.of(1, 2, 3, 4);
  const begun = await session.begin(Uint32Array.of(...tokens, ...tokens), new Uint32Array(2));
  let states = begun;
  for (let cycle = 0; cycle < 6; cycle++) states = await session.map(states);
  const size = begun.H.length / 2;
  const state = { H: states.H.slice(0, size), L: states.L!.slice(0, size) };

  // Column by column, with another step size.
  const h = 1e-2;
  const dimensions = 2 * size;
  const jacobian = Matrix.zeros(dimensions, dimensions);
  for (let column = 0; column < dimensions; column++) {
    const moved = [h, -h].map((by) => {
      const z = [...state.H, ...state.L];
      z[column]! += by;
      return z;
    });
    const joined = (from: number) =>
      Float32Array.from(moved.flatMap((z) => z.slice(from, from + size)));
    const { H, L } = await session.map({ H: joined(0), L: joined(size) });
    for (let row = 0; row < dimensions; row++) {
      const part = row < size ? H : L!;
      const at = row % size;
      jacobian.set(row, column, (part[at]! - part[size + at]!) / (2 * h));
    }
  }
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(jacobian);
  const explicit = Math.max(
    ...realEigenvalues.map((re, index) => Math.hypot(re, imaginaryEigenvalues[index]!)),
  );
  expect(explicit).toBeGreaterThan(0.05);

  const known = await last(spectrum(session, both, state, 24));
  expect(known.radius / explicit).toBeCloseTo(1, 1);
  session.dispose();
});

test('a state that no application changes is left out', async () => {
  const shrink = new Matrix([
    [0.4, 0, 0, 0],
    [0, 0.1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
  ]);
  const state = { H: Float32Array.of(1, 1), L: Float32Array.of(1, 1) };
  const known = await last(spectrum(linear(shrink, 0), new Set(['H']), state, 10));
  expect(known.radius).toBeCloseTo(0.4, 4);
  expect(known.products).toBe(2);
});
