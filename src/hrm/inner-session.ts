import type { Backend, Tensor } from '../compute/backend';
import type { Level } from './parameters';
import { applicationsOf, recordThinking } from './segment';
import { openBatchInitializer, type Carry } from './session';
import { allocateBatch, type ModelTensors } from './tensors';

/** What one module application left behind. */
export interface InnerStep {
  readonly level: Level;
  /** The module's new state, [L·D]. */
  readonly state: Float32Array;
}

/**
 * One thought seen from within: the same segments as an `HrmSession` of one row thinks, but every
 * module application keeps its state, and all of them come back. It predicts nothing.
 */
export interface InnerSession {
  /** The modules in the order a segment applies them. */
  readonly applications: readonly Level[];
  /**
   * Starts a fresh thought.
   * @param tokens [S] token ids
   * @returns the states it starts from
   * @throws RangeError for a wrong length, or an id outside the vocabulary or the embedding table
   */
  begin(tokens: Uint32Array, identifier?: number): Promise<Carry>;
  /** Puts other states in place of those the next segment starts from. */
  resume(states: Carry): void;
  /** Thinks one segment on. @returns its steps, in the order of `applications` */
  segment(): Promise<InnerStep[]>;
  dispose(): void;
}

/** Looks into a model whose weights are on the backend already and stay there after `dispose`. */
export async function openInnerSession(
  backend: Backend,
  weights: ModelTensors,
): Promise<InnerSession> {
  const tensors = allocateBatch(backend, weights.config, 1);
  const applications = applicationsOf(weights.config);
  const carried: Readonly<Record<Level, Tensor>> = { H: tensors.zH, L: tensors.zL };
  const kept: Tensor[] = [];
  // The last state of each module is the carry; the others get a place of their own.
  const places = applications.map((level, index) => {
    if (applications.lastIndexOf(level) === index) return carried[level];
    const place = backend.tensor(`step${index + 1}.z_${level}`, carried[level].shape, {
      scratch: true,
    });
    kept.push(place);
    return place;
  });
  const initializer = await openBatchInitializer(backend, weights, tensors);
  const segment = await backend.record(
    (ops) => recordThinking(ops, weights, tensors, carried, carried, { places }),
    places,
  );

  return {
    applications,
    async begin(tokens, identifier = 0) {
      await initializer.begin(tokens, Uint32Array.of(identifier));
      return initializer.carry();
    },
    resume({ zH, zL }) {
      backend.write(carried.H, zH);
      backend.write(carried.L, zL);
    },
    async segment() {
      const states = await segment.run();
      return states.map((state, index) => ({
        level: applications[index]!,
        state: state as Float32Array,
      }));
    },
    dispose() {
      for (const program of [initializer, segment]) program.dispose();
      backend.release([...tensors.all, ...kept]);
    },
  };
}
