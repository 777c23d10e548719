import type { Backend, Pace } from '../compute/backend';
import type { Tensor } from '../compute/tensor';
import { checkFinite } from './not-finite';
import { ofState, scheduleOf, statesOf, type StateName } from './schedule';
import { recordStates } from './segment';
import { openBatchInitializer, type Carry } from './session';
import { allocateBatch, type ModelTensors } from './tensors';

/** The result of one module application. */
export interface InnerStep {
  readonly level: StateName;
  /** The new value of that state, [L·D]; after the last application of a segment, the settled one. */
  readonly state: Float32Array;
}

/**
 * One thought with its inner states: the same segments as in an `HrmSession` of one row, but every
 * module application keeps its state, and all states are returned. It predicts nothing.
 */
export interface InnerSession {
  /** The states in the order the applications of a segment write them. */
  readonly applications: readonly StateName[];
  /**
   * Starts a fresh thought.
   * @param tokens [S] token ids
   * @returns the states it starts from
   * @throws RefusedError for a wrong length, or an id outside the vocabulary or the embedding table
   */
  begin(tokens: Uint32Array, identifier?: number): Promise<Carry>;
  /** Replaces the states that the next segment starts from. */
  resume(states: Carry): void;
  /**
   * Thinks for one segment.
   * @param pace may interrupt it; the next call is then `begin` or `resume`
   * @returns its steps, in the order of `applications`
   * @throws NotFiniteError if a state is not finite
   */
  segment(pace?: Pace): Promise<InnerStep[]>;
  /** Copies out the states that the next segment starts from. */
  carry(): Promise<Carry>;
  dispose(): void;
}

/**
 * Prepares a look inside a model. The weights are on the backend already and stay there after
 * `dispose`.
 */
export async function openInnerSession(
  backend: Backend,
  weights: ModelTensors,
): Promise<InnerSession> {
  const tensors = allocateBatch(backend, weights.config, 1);
  const applications = scheduleOf(weights.config).map(({ state }) => state);
  const { states, towards } = tensors;
  const kept: Tensor[] = [];
  // The last value of each state is the carry, or where it settles towards; the other values get
  // tensors of their own.
  const places = applications.map((level, index) => {
    const last = ofState(towards ?? states, level);
    if (applications.lastIndexOf(level) === index) return last;
    const place = backend.tensor(`step${index + 1}.z_${level}`, last.shape, { scratch: true });
    kept.push(place);
    return place;
  });
  const initializer = await openBatchInitializer(backend, weights, tensors);
  const segment = await backend.record(
    (ops) => recordStates(ops, weights, tensors, places),
    [...places.slice(0, -1), ofState(states, applications.at(-1)!)],
  );

  return {
    applications,
    async begin(tokens, identifier = 0) {
      await initializer.begin(tokens, Uint32Array.of(identifier));
      return initializer.carry();
    },
    resume(carry) {
      for (const name of statesOf(weights.config)) {
        backend.write(ofState(states, name), ofState(carry, name));
      }
    },
    async segment(pace) {
      const left = (await segment.run(pace)) as Float32Array[];
      checkFinite('a state', ...left);
      return left.map((state, index) => ({
        level: applications[index]!,
        state,
      }));
    },
    carry: () => initializer.carry(),
    dispose() {
      for (const program of [initializer, segment]) program.dispose();
      backend.release([...tensors.all, ...kept]);
    },
  };
}
