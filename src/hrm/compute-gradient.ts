import type { Pace } from '../compute/backend';
import type { Tensor } from '../compute/tensor';
import {
  CONTROL,
  CONTROL_SIZE,
  type LossKind,
  type TrainingBackend,
} from '../compute/training-ops';
import { allocateGradientScratch } from './gradient';
import { allocateLoss } from './loss';
import { parameterName, parameterSpecs, type HrmModel } from './parameters';
import { eachState, ofState, scheduleOf, statesOf } from './schedule';
import { recordBegin } from './segment';
import type { Carry } from './session';
import { drawStarts, THOUGHT_SEED } from './starts';
import { allocateTapes } from './tape';
import { allocateBatch, uploadModel } from './tensors';
import { recordTrainingSegment } from './training-segment';

export interface LabelledBatch {
  readonly inputs: Uint32Array; // [B·S]
  readonly identifiers: Uint32Array; // [B]
  readonly labels: Uint32Array; // [B·S], 0 = ignored
}

export interface GradientOptions {
  readonly loss: LossKind;
  /** Module applications the gradient passes through; 2 is the paper's one-step gradient. */
  readonly horizon: number;
  /** Whether q_continue has its bootstrapped loss. */
  readonly qContinue: boolean;
  /** Segments before the loss; the gradient passes through all of them. 1 unless given. */
  readonly segments?: number;
  /** The states at the start of the first segment, [B·L·D]; fresh initial states unless given. */
  readonly start?: Carry;
  /** May interrupt the passes. */
  readonly pace?: Pace;
}

/** Losses summed over the batch, and their gradient. */
export interface ComputedGradient {
  /** lm + ½ (q_halt + q_continue). */
  readonly loss: number;
  readonly lmLoss: number;
  readonly qHaltLoss: number;
  readonly qContinueLoss: number;
  /** By official name. The puzzle embedding's is [B, ndim], one row for each puzzle of the batch. */
  readonly gradients: ReadonlyMap<string, Float32Array>;
  /** Bytes of activations kept for the gradient. */
  readonly tapeBytes: number;
  /** Time of the forward and backward pass, including the read-back. */
  readonly milliseconds: number;
}

/**
 * Computes the gradient of the loss through one segment or several. From fresh initial states and
 * through one segment, this equals the official code's `loss.backward()` of the summed loss in the
 * first segment of a training step. Allocates all it needs and frees it.
 */
export async function computeGradient(
  backend: TrainingBackend,
  model: HrmModel,
  data: LabelledBatch,
  options: GradientOptions,
): Promise<ComputedGradient> {
  const { config } = model;
  const rows = data.identifiers.length;
  const { segments = 1, start } = options;
  const applications = Array.from({ length: segments }, () => scheduleOf(config)).flat();
  const made: Tensor[] = [];
  const maker: Pick<TrainingBackend, 'tensor'> = {
    tensor: (...args) => {
      const tensor = backend.tensor(...args);
      made.push(tensor);
      return tensor;
    },
  };
  const weights = uploadModel(maker, model);
  const batch = allocateBatch(maker, config, rows);
  const loss = allocateLoss(maker, config, rows);
  const before = made.length;
  const tapes = allocateTapes(maker, config, rows, options.horizon, batch, applications);
  const tapeBytes = made.slice(before).reduce((sum, tensor) => sum + bytesOf(tensor), 0);
  const scratch = allocateGradientScratch(maker, config, rows, tapes.length);
  const gradients = new Map<string, Tensor>();
  for (const { name, shape, trained } of parameterSpecs(config)) {
    if (!trained) continue;
    const extents = name === parameterName.puzzleTable ? [rows, shape[1]!] : shape;
    gradients.set(name, maker.tensor(`d ${name}`, extents));
  }
  const lookAhead = options.qContinue
    ? {
        states: eachState(config, (state) => maker.tensor(`next z_${state}`, batch.states.H.shape)),
        q: maker.tensor('next q', batch.q.shape),
      }
    : null;

  const control = new Uint32Array(CONTROL_SIZE);
  control[CONTROL.limit] = config.halt_max_steps;
  backend.write(loss.control, control);
  backend.write(batch.tokens, data.inputs);
  backend.write(batch.identifiers, data.identifiers);
  backend.write(loss.labels, data.labels);
  const program = await backend.recordTraining(
    (ops) => {
      if (start === undefined) recordBegin(ops, weights, batch);
      recordTrainingSegment(ops, weights, batch, loss, tapes, scratch, {
        kind: options.loss,
        scale: 1,
        lookAhead,
        applications,
        gradientOf: (name) => gradients.get(name),
        dPuzzleRows: gradients.get(parameterName.puzzleTable) ?? null,
      });
    },
    [loss.loss, loss.qLoss, ...gradients.values()],
  );
  if (start !== undefined) {
    for (const name of statesOf(config)) {
      backend.write(ofState(batch.states, name), ofState(start, name));
    }
  } else {
    for (const [name, drawn] of drawStarts(config, Array<number>(rows).fill(THOUGHT_SEED))) {
      backend.write(ofState(batch.states, name), drawn);
    }
  }
  const started = performance.now();
  const run = async () => {
    try {
      return (await program.run(options.pace)) as Float32Array[];
    } finally {
      program.dispose();
      backend.release(made);
    }
  };
  const [lm, q, ...parts] = await run();
  const milliseconds = performance.now() - started;
  const lmLoss = lm!.reduce((sum, value) => sum + value, 0);
  const qSum = (which: number) =>
    q!.reduce((sum, value, index) => sum + (index % 2 === which ? value : 0), 0);
  const [qHaltLoss, qContinueLoss] = [qSum(0), qSum(1)];
  return {
    loss: lmLoss + 0.5 * (qHaltLoss + qContinueLoss),
    lmLoss,
    qHaltLoss,
    qContinueLoss,
    gradients: new Map([...gradients.keys()].map((name, index) => [name, parts[index]!])),
    tapeBytes,
    milliseconds,
  };
}

function bytesOf({ shape }: Tensor): number {
  return 4 * shape.reduce((product, extent) => product * extent, 1);
}
