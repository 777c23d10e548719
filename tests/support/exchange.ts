import type { Backend } from '../../src/compute/backend';
import type { HrmModel } from '../../src/hrm/parameters';
import { createSession, type SegmentResult } from '../../src/hrm/session';
import { tinyModel } from './tiny-model';

const config = { pos_encodings: 'learned+rope', puzzle_emb_ndim: 12, num_puzzle_identifiers: 2 };

/** Two models that differ only in their weights. */
export const [before, after] = [tinyModel(config, 1), tinyModel(config, 2)];

const tokens = Uint32Array.from({ length: 16 }, (_, i) => i % 11);

/**
 * The second segment of a fresh thought. With `exchange`, the session first thinks with `model`'s
 * weights and then with the weights of `exchange`.
 */
export async function secondSegment(
  backend: Backend,
  model: HrmModel,
  exchange?: HrmModel,
): Promise<SegmentResult> {
  const session = await createSession(backend, model, { batch: 1, logits: true });
  const begin = () => session.begin(tokens, Uint32Array.of(1));
  if (exchange !== undefined) {
    await begin();
    await session.segment();
    session.replaceWeights(exchange.weights);
  }
  await begin();
  await session.segment();
  const result = await session.segment();
  session.dispose();
  return result;
}
