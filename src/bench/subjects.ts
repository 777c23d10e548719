import type { Backend, ProgramKernel } from '../compute/backend';
import { trains } from '../compute/training-ops';
import type { HrmModel } from '../hrm/parameters';
import { recordBegin, recordSegment } from '../hrm/segment';
import { allocateBatch, uploadModel } from '../hrm/tensors';
import { createRandom } from '../puzzles/random';
import { DEFAULT_SETTINGS } from '../training/settings';
import { Trainer } from '../training/trainer';
import { dryBackend } from './dry-backend';

/** Gradient horizon of the training step that is measured: the last slow cycle of the shipped Sudoku model. */
const HORIZON = 6;

/** Something to time; it can run any number of times. */
export interface Subject {
  /** Kernel launches of one run. */
  readonly dispatches: number;
  readonly cost: { readonly flops: number; readonly bytes: number };
  /** One run, until its results are there. */
  once(): Promise<unknown>;
  /** Timing these destroys the numbers, so it comes last. */
  kernels(): readonly ProgramKernel[];
  dispose(): void;
}

/** The cost of a subject. */
export interface Estimate {
  /** Of one run. */
  readonly flops: number;
  /** Bytes of all its tensors. */
  readonly memory: number;
}

/** Records a subject without computing or allocating anything, to know its cost. */
export async function estimate(
  make: typeof segmentOf,
  model: HrmModel,
  batch: number,
): Promise<Estimate> {
  const dry = dryBackend();
  const { cost } = await make(dry.backend, model, batch);
  return { flops: cost.flops, memory: dry.bytes() };
}

/** A segment of `batch` puzzles, its prediction read back. */
export async function segmentOf(
  backend: Backend,
  model: HrmModel,
  batch: number,
): Promise<Subject> {
  const weights = uploadModel(backend, model);
  const tensors = allocateBatch(backend, model.config, batch);
  const { tokens, predicted, confidence, q } = tensors;
  backend.write(tokens, new Uint32Array(batch * model.config.seq_len).fill(1));
  const begin = await backend.record((ops) => recordBegin(ops, weights, tensors));
  const segment = await backend.record(
    (ops) => recordSegment(ops, weights, tensors),
    [predicted, confidence, q],
  );
  await begin.run();
  return {
    dispatches: segment.dispatches,
    cost: segment.cost,
    once: () => segment.run(),
    kernels: () => segment.kernels(),
    dispose() {
      for (const program of [begin, segment]) program.dispose();
      backend.release([...tensors.all, ...weights.all]);
    },
  };
}

/**
 * A training step of `batch` puzzles (AdamATan2, one segment and its gradient), its metrics read back.
 * @throws RangeError unless the backend trains
 */
export async function trainingStepOf(
  backend: Backend,
  model: HrmModel,
  batch: number,
): Promise<Subject> {
  if (!trains(backend)) throw new RangeError(`${backend.description} does not train.`);
  const { seq_len: cells, vocab_size: vocabulary } = model.config;
  const random = createRandom(1);
  const settings = {
    ...DEFAULT_SETTINGS,
    ...{ batch, horizon: HORIZON, optimizer: 'AdamATan2' as const },
  };
  const trainer = await Trainer.create(backend, model, settings, {
    // The tokens do not change the time.
    next(tokens, labels, at) {
      for (let cell = at; cell < at + cells; cell++) {
        tokens[cell] = 1 + random.below(vocabulary - 1);
        labels[cell] = 1 + random.below(vocabulary - 1);
      }
      return 0;
    },
  });
  return {
    dispatches: trainer.cost.dispatches,
    cost: { flops: trainer.cost.flops, bytes: trainer.cost.moved },
    async once() {
      await trainer.advance();
      return trainer.metrics();
    },
    kernels: () => trainer.kernels(),
    dispose: () => trainer.dispose(),
  };
}
