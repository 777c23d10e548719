import type { Backend } from '../compute/backend';
import type { Level } from './parameters';
import { recordThinking } from './segment';
import { openBeginning, type Carry } from './session';
import { allocateBatch, type ModelTensors } from './tensors';

/** A stretch of thinking as a map from states to states, from wherever one likes. */
export interface ThinkingSession {
  /**
   * @param tokens [B·S], @param identifiers [B]
   * @returns the states that the thoughts of these puzzles start from, [B·L·D]
   */
  begin(tokens: Uint32Array, identifiers: Uint32Array): Promise<Carry>;
  /** The states after the stretch. */
  map(states: Carry): Promise<Carry>;
  dispose(): void;
}

/**
 * Prepares a stretch of thinking with weights that are on the backend already and stay there after
 * `dispose`.
 * @param rows B
 */
export async function openThinkingSession(
  backend: Backend,
  weights: ModelTensors,
  rows: number,
  applications: readonly Level[],
): Promise<ThinkingSession> {
  const batch = allocateBatch(backend, weights.config, rows);
  const states = { H: batch.zH, L: batch.zL };
  const beginning = await openBeginning(backend, weights, batch);
  const thinking = await backend.record(
    (ops) => recordThinking(ops, weights, batch, states, states, { applications }),
    [batch.zH, batch.zL],
  );
  return {
    async begin(tokens, identifiers) {
      await beginning.begin(tokens, identifiers);
      return beginning.carry();
    },
    async map({ zH, zL }) {
      backend.write(batch.zH, zH);
      backend.write(batch.zL, zL);
      const [nextH, nextL] = await thinking.run();
      return { zH: nextH as Float32Array, zL: nextL as Float32Array };
    },
    dispose() {
      beginning.dispose();
      thinking.dispose();
      backend.release(batch.all);
    },
  };
}
