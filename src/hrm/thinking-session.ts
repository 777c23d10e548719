import type { Backend, Pace } from '../compute/backend';
import { checkFinite } from './not-finite';
import { eachState, ofState, statesOf, type Application } from './schedule';
import { recordThinking } from './segment';
import { openBatchInitializer, type Carry } from './session';
import { allocateBatch, type ModelTensors } from './tensors';

/** Some module applications as a function from states to states, from any starting states. */
export interface ThinkingSession {
  /**
   * @param tokens [B·S], @param identifiers [B]
   * @returns the initial states for these puzzles, [B·L·D]
   */
  begin(tokens: Uint32Array, identifiers: Uint32Array): Promise<Carry>;
  /**
   * The states after the applications.
   * @param pace may interrupt it
   * @throws NotFiniteError if they are not finite
   */
  map(states: Carry, pace?: Pace): Promise<Carry>;
  dispose(): void;
}

/**
 * Prepares these applications. The weights are on the backend already and stay there after
 * `dispose`.
 * @param rows B
 */
export async function openThinkingSession(
  backend: Backend,
  weights: ModelTensors,
  rows: number,
  applications: readonly Application[],
): Promise<ThinkingSession> {
  const batch = allocateBatch(backend, weights.config, rows);
  const { states } = batch;
  const names = statesOf(weights.config);
  const initializer = await openBatchInitializer(backend, weights, batch);
  const thinking = await backend.record(
    (ops) => recordThinking(ops, weights, batch, states, states, { applications }),
    names.map((name) => ofState(states, name)),
  );
  return {
    async begin(tokens, identifiers) {
      await initializer.begin(tokens, identifiers);
      return initializer.carry();
    },
    async map(carry, pace) {
      for (const name of names) backend.write(ofState(states, name), ofState(carry, name));
      const next = (await thinking.run(pace)) as Float32Array[];
      checkFinite('a state', ...next);
      return eachState(weights.config, (name) => next[names.indexOf(name)]!);
    },
    dispose() {
      initializer.dispose();
      thinking.dispose();
      backend.release(batch.all);
    },
  };
}
