import type { Backend } from '../../src/compute/backend';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { openInnerSession, type InnerStep } from '../../src/hrm/inner-session';
import { createSession, type Carry } from '../../src/hrm/session';
import { uploadModel } from '../../src/hrm/tensors';
import { tinyModel } from './tiny-model';

const overrides = { pos_encodings: 'learned+rope', puzzle_emb_ndim: 12, num_puzzle_identifiers: 2 };
const CYCLES = { H_cycles: 2, L_cycles: 3 };
const tokens = Uint32Array.from({ length: 16 }, (_, i) => i % 11);

/** The carry after each segment on the CPU, with other cycles but the same weights. */
async function carries(H_cycles: number, L_cycles: number, segments: number): Promise<Carry[]> {
  const model = tinyModel({ ...overrides, H_cycles, L_cycles });
  const session = await createSession(createCpuBackend(), model, { batch: 1 });
  await session.begin(tokens, Uint32Array.of(1));
  const found: Carry[] = [];
  for (let segment = 0; segment < segments; segment++) {
    await session.segment();
    found.push(await session.carry());
  }
  session.dispose();
  return found;
}

function difference(a: Float32Array, b: Float32Array | undefined): number {
  if (a.length !== b?.length) return Infinity;
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));
}

/**
 * The largest difference between the steps of an inner session and the ends of thoughts with the same
 * number of steps: one cycle of one, two or three fast steps, and then whole cycles. With weights as
 * large as these, rounding errors grow tenfold every few steps, up to 1e-2 in the end. A wrong state
 * would differ by 1.
 */
export async function worstInnerDifference(backend: Backend): Promise<number> {
  const weights = uploadModel(backend, tinyModel({ ...overrides, ...CYCLES }));
  const session = await openInnerSession(backend, weights);
  if (session.applications.join('') !== 'LLLHLLLH') return Infinity;
  // A thought that is begun again gives the same states.
  await session.begin(tokens, 1);
  await session.segment();
  await session.begin(tokens, 1);
  const steps: InnerStep[] = [...(await session.segment()), ...(await session.segment())];
  session.dispose();

  const cycles = await carries(1, 3, 4);
  const [[one], [two]] = [await carries(1, 1, 1), await carries(1, 2, 1)];
  const expected = [
    [0, one!.L],
    [1, two!.L],
    ...cycles.flatMap(({ H, L }, cycle) => [
      [4 * cycle + 2, L] as const,
      [4 * cycle + 3, H] as const,
    ]),
  ] as const;
  return Math.max(...expected.map(([step, state]) => difference(steps[step]!.state, state)));
}
