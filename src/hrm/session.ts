import { type Backend, type Pace, type ProgramKernel } from '../compute/backend';
import { RefusedError } from '../compute/own-fault';
import { sizeOf, type Tensor } from '../compute/tensor';
import { haltsByQHalt } from './act';
import { checkFinite } from './not-finite';
import type { HrmModel, HrmWeights } from './parameters';
import { eachState, ofState, statesOf, type States } from './schedule';
import { recordBegin, recordSegment } from './segment';
import { drawStarts, THOUGHT_SEED } from './starts';
import {
  allocateBatch,
  replaceWeights,
  uploadModel,
  type BatchTensors,
  type ModelTensors,
} from './tensors';

/** The predictions of a segment for a batch of B puzzles of S cells. */
export interface SegmentResult {
  readonly tokens: Uint32Array; // [B·S]
  /** Softmax probability of each predicted token. */
  readonly confidence: Float32Array; // [B·S]
  readonly qHalt: Float32Array; // [B]
  /**
   * The value that q_halt must exceed to halt: q_continue, or 0 in a model that halts by q_halt
   * alone.
   */
  readonly qContinue: Float32Array; // [B]
  /** The Q head's output, pairs of q_halt and q_continue. */
  readonly q?: Float32Array; // [B·2]
  readonly logits: Float32Array | null; // [B·S·V], if asked for
}

/** The states, [B·L·D] each. If they are put back later, thinking continues exactly from there. */
export type Carry = States<Float32Array>;

/**
 * A model prepared on a backend for a fixed batch. Everything is recorded and allocated once;
 * `begin` and `segment` only replay.
 */
export interface HrmSession {
  readonly batch: number;
  /** Kernel launches of one segment. */
  readonly dispatches: number;
  /**
   * Starts fresh thoughts.
   * @param tokens [B·S] token ids, @param identifiers [B] puzzle ids (zeros if left out)
   * @param seeds [B] of random starts, `THOUGHT_SEED` unless given; without effect if starts are
   * fixed
   * @throws RefusedError for a wrong length, or an id outside the vocabulary or the embedding table
   */
  begin(tokens: Uint32Array, identifiers?: Uint32Array, seeds?: readonly number[]): Promise<void>;
  /**
   * Runs one segment from the carry. It never halts by itself.
   * @param pace may interrupt it if the session is `breakable`; the carry is then useless
   * @throws NotFiniteError if a prediction is not finite
   */
  segment(pace?: Pace): Promise<SegmentResult>;
  readonly breakable?: boolean;
  /**
   * Estimates the milliseconds of a segment from its most expensive kernel; `null` if the device
   * has no clock. Destroys the states of a thought in progress.
   */
  estimate?(): Promise<number | null>;
  /** Copies the carry out. */
  carry(): Promise<Carry>;
  /** Replaces the carry; the thought continues from these states. */
  replaceCarry(carry: Carry): void;
  /** Continues a thought about `tokens` from `carry`. */
  resume(carry: Carry, tokens: Uint32Array, identifiers?: Uint32Array): Promise<void>;
  /**
   * Replaces the weights by others of the same config; nothing is recorded or allocated again. A
   * thought in progress belongs to the old weights: the next call must be `begin` or `resume`.
   * @throws Error if a weight is missing, RangeError if one is misshapen; the old ones then stay
   */
  replaceWeights(weights: HrmWeights): void;
  dispose(): void;
}

export interface SessionOptions {
  readonly batch: number;
  readonly logits?: boolean;
}

/** Uploads a model and prepares it; `dispose` frees both. */
export async function createSession(
  backend: Backend,
  model: HrmModel,
  options: SessionOptions,
): Promise<HrmSession> {
  const weights = uploadModel(backend, model);
  const session = await openSession(backend, weights, options);
  return {
    ...session,
    dispose() {
      session.dispose();
      backend.release(weights.all);
    },
  };
}

/** Opens a session. The weights are on the backend already and stay there after `dispose`. */
export async function openSession(
  backend: Backend,
  weights: ModelTensors,
  options: SessionOptions,
): Promise<HrmSession> {
  const { config } = weights;
  const { batch } = options;
  const tensors = allocateBatch(backend, config, batch);
  const reads: Tensor[] = [tensors.predicted, tensors.confidence, tensors.q];
  if (options.logits) reads.push(tensors.logits);
  const initializer = await openBatchInitializer(backend, weights, tensors);
  const segment = await backend.record((ops) => recordSegment(ops, weights, tensors), reads);

  const replaceCarry = (carry: Carry) => {
    for (const state of statesOf(config)) {
      backend.write(ofState(tensors.states, state), ofState(carry, state));
    }
  };

  return {
    batch,
    dispatches: segment.dispatches,
    begin: (tokens, identifiers = new Uint32Array(batch), seeds) =>
      initializer.begin(tokens, identifiers, seeds),
    breakable: segment.breakable === true,
    async estimate() {
      const dearness = ({ cost, count }: ProgramKernel) => cost.flops * count;
      const [dearest] = [...segment.kernels()].sort((a, b) => dearness(b) - dearness(a));
      const time = (await dearest?.time(1)) ?? null;
      return time === null ? null : (time * segment.cost.flops) / dearest!.cost.flops;
    },
    async segment(pace) {
      const [tokens, confidence, q, logits] = await segment.run(pace);
      const pairs = q as Float32Array;
      checkFinite('what it predicts', pairs, confidence as Float32Array);
      return {
        tokens: tokens as Uint32Array,
        confidence: confidence as Float32Array,
        qHalt: pairs.filter((_, index) => index % 2 === 0),
        qContinue: haltsByQHalt(config)
          ? new Float32Array(batch)
          : pairs.filter((_, index) => index % 2 === 1),
        q: pairs,
        logits: (logits as Float32Array | undefined) ?? null,
      };
    },
    carry: () => initializer.carry(),
    replaceCarry,
    async resume(carry, tokens, identifiers = new Uint32Array(batch)) {
      await initializer.begin(tokens, identifiers, 'elsewhere');
      replaceCarry(carry);
    },
    replaceWeights: (replacement) => replaceWeights(backend, weights, replacement),
    dispose() {
      for (const program of [initializer, segment]) program.dispose();
      backend.release(tensors.all);
    },
  };
}

/** The start of thoughts and their states, shared by all kinds of sessions. */
export interface BatchInitializer {
  /**
   * As in `HrmSession`, with its errors.
   * @param seeds `elsewhere` draws no random start, because other states replace it
   */
  begin(
    tokens: Uint32Array,
    identifiers: Uint32Array,
    seeds?: readonly number[] | 'elsewhere',
  ): Promise<void>;
  carry(): Promise<Carry>;
  dispose(): void;
}

/** Prepares the start of the thoughts of a batch. */
export async function openBatchInitializer(
  backend: Backend,
  weights: ModelTensors,
  tensors: BatchTensors,
): Promise<BatchInitializer> {
  const { config, initialStates } = weights;
  const { seq_len, vocab_size, num_puzzle_identifiers } = config;
  const [batch] = tensors.identifiers.shape as [number];
  const program = await backend.record((ops) => recordBegin(ops, weights, tensors));
  return {
    async begin(tokens, identifiers, seeds = Array<number>(batch).fill(THOUGHT_SEED)) {
      checkIds(tokens, batch * seq_len, vocab_size, 'token');
      checkIds(identifiers, batch, num_puzzle_identifiers, 'puzzle identifier');
      if (seeds !== 'elsewhere' && seeds.length !== batch) {
        throw new RefusedError(`The batch needs ${batch} seeds, not ${seeds.length}.`);
      }
      backend.write(tensors.tokens, tokens);
      backend.write(tensors.identifiers, identifiers);
      const drawn = drawStarts(config, seeds === 'elsewhere' ? [] : seeds);
      for (const state of statesOf(config)) {
        if (initialStates.has(state)) continue;
        const tensor = ofState(tensors.states, state);
        // A state that is not carried is only for looking inside, and holds nothing yet.
        backend.write(tensor, drawn.get(state) ?? new Float32Array(sizeOf(tensor.shape)));
      }
      await program.run();
    },
    async carry() {
      const names = statesOf(config);
      const read = await Promise.all(
        names.map((state) => backend.read(ofState(tensors.states, state))),
      );
      return eachState(config, (state) => read[names.indexOf(state)] as Float32Array);
    },
    dispose: () => program.dispose(),
  };
}

function checkIds(ids: Uint32Array, length: number, bound: number, what: string): void {
  if (ids.length !== length) {
    throw new RefusedError(`The batch needs ${length} ${what}s, not ${ids.length}.`);
  }
  const at = ids.findIndex((id) => id >= bound);
  if (at >= 0) {
    throw new RefusedError(
      `The ${what} at index ${at} is ${ids[at]!}; the model knows 0…${bound - 1}.`,
    );
  }
}
