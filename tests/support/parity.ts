import type { Backend } from '../../src/compute/backend';
import type { HrmModel } from '../../src/hrm/parameters';
import { createSession, type Carry } from '../../src/hrm/session';

/** Figures that another implementation computed from a checkpoint, segment by segment. */
export interface ExpectedFigures {
  readonly inputs: readonly (readonly number[])[]; // [B][S]
  readonly puzzle_identifiers: readonly number[]; // [B]
  /** The initial states, if the model starts from random ones. */
  readonly start?: { readonly H: readonly number[]; readonly L: readonly number[] }; // [B·L·D]
  readonly segments: readonly {
    readonly logits: readonly number[]; // [B·S·V]
    readonly q_halt: readonly number[]; // [B]
    readonly q_continue: readonly number[]; // [B]
  }[];
}

/** The initial states that the figures give. */
export function startOf({ start }: Pick<ExpectedFigures, 'start'>): Carry | undefined {
  return start && { H: Float32Array.from(start.H), L: Float32Array.from(start.L) };
}

/** Checkpoints in tests/fixtures, with figures of the official code or of models/training/hrm.py. */
export const FIXTURES = [
  'official-rope',
  'torch-learned',
  'torch-learned-rope',
  'torch-rope2d',
  'torch-trm',
  'torch-trm-mlp',
  'torch-recurrent',
  'torch-transformer',
  'torch-deep',
  'torch-damped',
  'torch-settling',
] as const;

/** Also those with figures of inference only, from the official code of Equilibrium Reasoners. */
export const THINKING_FIXTURES = [...FIXTURES, 'eqr-attention', 'eqr-mlp'] as const;

/**
 * The largest difference of a logit or Q value from the expected one over all segments, relative to
 * the largest logit of the segment.
 */
export async function worstDifference(
  backend: Backend,
  model: HrmModel,
  expected: ExpectedFigures,
): Promise<number> {
  const session = await createSession(backend, model, {
    batch: expected.inputs.length,
    logits: true,
  });
  await session.begin(
    Uint32Array.from(expected.inputs.flat()),
    Uint32Array.from(expected.puzzle_identifiers),
  );
  const start = startOf(expected);
  if (start) session.replaceCarry(start);
  let worst = 0;
  for (const figures of expected.segments) {
    const result = await session.segment();
    const scale = figures.logits.reduce((most, logit) => Math.max(most, Math.abs(logit)), 0);
    const compare = (got: Float32Array, wanted: readonly number[]) => {
      if (got.length !== wanted.length)
        throw new Error(`got ${got.length} figures instead of ${wanted.length}`);
      wanted.forEach((value, index) => {
        const difference = Math.abs(got[index]! - value) / scale;
        // Written so that NaN counts as the worst difference.
        if (!(difference <= worst)) worst = difference;
      });
    };
    compare(result.logits!, figures.logits);
    compare(result.qHalt, figures.q_halt);
    compare(
      result.q!.filter((_, index) => index % 2 === 1),
      figures.q_continue,
    );
  }
  session.dispose();
  return worst;
}
