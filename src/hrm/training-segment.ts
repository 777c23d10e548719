import type { Tensor } from '../compute/tensor';
import type { LossKind, TrainingOps } from '../compute/training-ops';
import { recordGradient, type GradientOf, type GradientScratch } from './gradient';
import { recordLoss, type LossTensors } from './loss';
import { scheduleOf, type Application, type States } from './schedule';
import { recordEmbedding, recordPrediction, recordQ, recordThinking } from './segment';
import type { ApplicationTape } from './tape';
import type { BatchTensors, ModelTensors } from './tensors';

/** States and Q values of the look-ahead for the target of q_continue. */
export interface LookAhead {
  readonly states: States<Tensor>;
  readonly q: Tensor; // [B, 1, 2]
}

/**
 * One segment of training, from the carry in `batch` to the gradient of every parameter: embed,
 * think, predict, judge, and go back. The new carry is in `batch.zH`, `batch.zL`, as in inference.
 *
 * @param options.scale factor of the summed loss: 1 / B for the official gradient
 * @param options.lookAhead for q_continue; with `null` only q_halt is trained
 */
export function recordTrainingSegment(
  ops: TrainingOps,
  model: ModelTensors,
  batch: BatchTensors,
  loss: LossTensors,
  tapes: readonly ApplicationTape[],
  scratch: GradientScratch,
  options: {
    readonly kind: LossKind;
    readonly scale: number;
    readonly lookAhead: LookAhead | null;
    readonly gradientOf: GradientOf;
    readonly dPuzzleRows: Tensor | null;
    /** The modules to apply, in order; those of one segment unless given. */
    readonly applications?: readonly Application[];
  },
): void {
  const { kind, scale, lookAhead, gradientOf, dPuzzleRows } = options;
  const { applications = scheduleOf(model.config) } = options;
  const carry = batch.states;
  // The embeddings may have changed since the last segment, so each segment computes x again.
  recordEmbedding(ops, model, batch);
  recordThinking(ops, model, batch, carry, carry, { tapes, applications });
  recordPrediction(ops, model, batch);
  if (lookAhead) {
    recordThinking(ops, model, batch, carry, lookAhead.states);
    recordQ(ops, model, lookAhead.states.H, lookAhead.q);
  }
  recordLoss(ops, batch, loss, scratch, { kind, scale, next: lookAhead?.q ?? null });
  recordGradient(ops, model, batch, tapes, scratch, gradientOf, dPuzzleRows);
}
