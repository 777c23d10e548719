import type { Backend } from '../compute/backend';
import type { Tensor } from '../compute/tensor';
import { CONTROL_SIZE, type LossKind, type TrainingOps } from '../compute/training-ops';
import type { HrmConfig } from './config';
import type { GradientScratch } from './gradient';
import type { BatchTensors } from './tensors';

/** The further tensors of a batch in training. */
export interface LossTensors {
  readonly labels: Tensor; // u32 [B, S]
  readonly loss: Tensor; // [B], mean cross entropy of a puzzle's labelled cells
  readonly qLoss: Tensor; // [B, 2], of q_halt and q_continue
  readonly correct: Tensor; // u32 [B]
  readonly labelCount: Tensor; // u32 [B]
  /** Segments finished before the present one. */
  readonly segments: Tensor; // u32 [B]
  readonly control: Tensor; // u32, see CONTROL
}

export function allocateLoss(
  backend: Pick<Backend, 'tensor'>,
  config: HrmConfig,
  batch: number,
): LossTensors {
  const whole = (name: string, ...shape: number[]) => backend.tensor(name, shape, { dtype: 'u32' });
  return {
    labels: whole('labels', batch, config.seq_len),
    loss: backend.tensor('loss', [batch]),
    qLoss: backend.tensor('q_loss', [batch, 2]),
    correct: whole('correct', batch),
    labelCount: whole('labelCount', batch),
    segments: whole('segments', batch),
    control: whole('control', CONTROL_SIZE),
  };
}

/**
 * The ACT loss of a segment (official `losses.py`): cross entropy + ½ (q_halt loss + q_continue
 * loss), summed over the batch and multiplied by `scale`; dLogits and dQ are its gradients.
 *
 * @param next the Q values of the segment after this one, for the target of q_continue; with `null`
 * only q_halt is trained
 */
export function recordLoss(
  ops: TrainingOps,
  batch: Pick<BatchTensors, 'logits' | 'q'>,
  tensors: LossTensors,
  scratch: Pick<GradientScratch, 'dLogits' | 'dQ'>,
  options: { readonly kind: LossKind; readonly scale: number; readonly next: Tensor | null },
): void {
  const { kind, scale, next } = options;
  const { labels, loss, qLoss, correct, labelCount, segments, control } = tensors;
  const { dLogits, dQ } = scratch;
  ops.crossEntropy({
    logits: batch.logits,
    labels,
    kind,
    scale,
    dLogits,
    loss,
    correct,
    labelCount,
  });
  ops.qLoss({ q: batch.q, correct, labelCount, next, segments, control, scale, dQ, loss: qLoss });
}
