import type { Backend, Pace, Program } from '../compute/backend';
import { RefusedError } from '../compute/own-fault';
import type { Tensor } from '../compute/tensor';
import { sequenceLength } from './config';
import { ofState, scheduleOf, statesOf, type Application } from './schedule';
import { recordApplication, recordPrediction } from './segment';
import { openBatchInitializer, type Carry } from './session';
import { allocateBatch, type ModelTensors } from './tensors';

/** The answer that the model's heads read from states. */
export interface Reading {
  readonly tokens: Uint32Array; // [S]
  /** Softmax probability of each token. */
  readonly confidence: Float32Array; // [S]
  readonly qHalt: number;
  readonly qContinue: number;
}

/** How an answer is read from a pair of states. */
export const READINGS = ['preview', 'slow', 'fast'] as const;
/**
 * `preview`: the last application of a segment is repeated and z_H is read, as in the paper's
 * figure 7; `slow` and `fast`: z_H or z_L is read as it is (z_H twice in a model of one state). The
 * heads were trained on z_H alone.
 */
export type ReadingKind = (typeof READINGS)[number];

/** Single steps of a segment, from states on the host. */
export interface ApplicationSession {
  /** @param tokens [S] of the puzzle, @param identifier of its embedding */
  begin(tokens: Uint32Array, identifier?: number): Promise<void>;
  /**
   * Reads the answers of several pairs of states.
   * @param states as many pairs as the session has rows, [L·D] each
   * @param pace may interrupt it
   */
  read(states: readonly Carry[], pace?: Pace): Promise<Readonly<Record<ReadingKind, Reading>>[]>;
  /**
   * The queries, keys and values of each layer in one application of a module.
   * @param states before the application
   * @param pace may interrupt it
   * @returns for each layer q, k and v of all heads before they are rotated, [L·3D]
   * @throws RefusedError if the model mixes positions without attention
   */
  look(application: Application, states: Carry, pace?: Pace): Promise<Float32Array[]>;
  dispose(): void;
}

/**
 * Prepares single steps. The weights are on the backend already and stay there after `dispose`.
 * @param rows pairs of states that are read at a time
 */
export async function openApplicationSession(
  backend: Backend,
  weights: ModelTensors,
  rows: number,
): Promise<ApplicationSession> {
  const { config } = weights;
  const many = allocateBatch(backend, config, rows);
  const one = allocateBatch(backend, config, 1);
  const made: Tensor[] = [...many.all, ...one.all];
  const programs: Program[] = [];
  const tensor = (name: string, shape: readonly number[], dtype: 'f32' | 'u32' = 'f32') => {
    const created = backend.tensor(name, shape, { dtype, scratch: true });
    made.push(created);
    return created;
  };
  const initializers = [
    await openBatchInitializer(backend, weights, many),
    await openBatchInitializer(backend, weights, one),
  ];
  const size = sequenceLength(config) * config.hidden_size;
  const cells = config.seq_len;

  let reading: Program | null = null;
  const openReading = async () => {
    const after = tensor('preview z_H', many.states.H.shape);
    const results = READINGS.map((kind) => ({
      kind,
      state: { preview: after, slow: many.states.H, fast: many.states.L ?? many.states.H }[kind],
      logits: tensor(`${kind} logits`, many.logits.shape),
      q: tensor(`${kind} q`, many.q.shape),
      predicted: tensor(`${kind} predicted`, many.predicted.shape, 'u32'),
      confidence: tensor(`${kind} confidence`, many.confidence.shape),
    }));
    const last = scheduleOf(config).at(-1)!;
    return backend.record(
      (ops) => {
        recordApplication(ops, weights, many, last, many.states, after);
        for (const { state, logits, q, predicted, confidence } of results) {
          recordPrediction(ops, weights, { ...many, states: { H: state }, logits, q });
          ops.predict({ logits, tokens: predicted, confidence });
        }
      },
      results.flatMap(({ predicted, confidence, q }) => [predicted, confidence, q]),
    );
  };

  const looking = new Map<string, Program>();
  const openLooking = async (application: Application) => {
    const { mixing } = one.scratch;
    if (mixing.kind !== 'attention') {
      throw new RefusedError('This model has no attention to look at.');
    }
    const { module, state } = application;
    const out = tensor(`looked z_${state}`, one.states.H.shape);
    const kept = weights.layers[module].map((_, layer) => ({
      mixing: {
        ...mixing,
        qkv: tensor(`looked z_${state} ${layer} qkv`, mixing.qkv.shape),
      },
    }));
    return backend.record(
      (ops) => recordApplication(ops, weights, one, application, one.states, out, { layers: kept }),
      kept.map((each) => each.mixing.qkv),
    );
  };
  const prepared = async (program: Promise<Program>) => {
    programs.push(await program);
    return program;
  };

  return {
    async begin(tokens, identifier = 0) {
      const repeated = new Uint32Array(rows * cells);
      for (let row = 0; row < rows; row++) repeated.set(tokens, row * cells);
      await initializers[0]!.begin(repeated, new Uint32Array(rows).fill(identifier));
      await initializers[1]!.begin(tokens, Uint32Array.of(identifier));
    },
    async read(states, pace) {
      reading ??= await prepared(openReading());
      for (const name of statesOf(config)) {
        const joined = new Float32Array(rows * size);
        states.forEach((each, row) => joined.set(ofState(each, name), row * size));
        backend.write(ofState(many.states, name), joined);
      }
      const found = await reading.run(pace);
      return states.map((_, row) => {
        const of = (at: number): Reading => {
          const [tokens, confidence, q] = found.slice(3 * at, 3 * at + 3);
          return {
            tokens: (tokens as Uint32Array).slice(row * cells, (row + 1) * cells),
            confidence: (confidence as Float32Array).slice(row * cells, (row + 1) * cells),
            qHalt: q![2 * row]!,
            qContinue: q![2 * row + 1]!,
          };
        };
        return { preview: of(0), slow: of(1), fast: of(2) };
      });
    },
    async look(application, states, pace) {
      const key = JSON.stringify(application);
      if (!looking.has(key)) looking.set(key, await prepared(openLooking(application)));
      for (const name of statesOf(config)) {
        backend.write(ofState(one.states, name), ofState(states, name));
      }
      return (await looking.get(key)!.run(pace)) as Float32Array[];
    },
    dispose() {
      for (const program of [...initializers, ...programs]) program.dispose();
      backend.release(made);
    },
  };
}
