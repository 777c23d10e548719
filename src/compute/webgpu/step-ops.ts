import type { ArgsOf, Dims } from '../op-specs';
import { actHaltAndSample as actHaltAndSampleKernel } from './kernels/act-halt-and-sample';
import { crossEntropy as crossEntropyKernel } from './kernels/cross-entropy';
import { qLoss as qLossKernel } from './kernels/q-loss';
import { refillRows as refillRowsKernel } from './kernels/refill-rows';
import { stepMetrics } from './kernels/step-metrics';
import type { Recorder } from './recorder';

/** Losses and halting: what a training step does besides its gradient and its update. */

export function crossEntropy(
  recorder: Recorder,
  args: ArgsOf<'crossEntropy'>,
  { B, S, V }: Dims,
): void {
  const { logits, labels, kind, scale, dLogits, loss, correct, labelCount } = args;
  const kernel = crossEntropyKernel({ batch: B, cells: S, vocabulary: V, kind, scale });
  recorder.dispatch(kernel, { logits, labels, dLogits, loss, correct, labelCount });
}

export function qLoss(recorder: Recorder, args: ArgsOf<'qLoss'>, { B }: Dims): void {
  const { scale, ...tensors } = args;
  recorder.dispatch(qLossKernel({ batch: B, scale, next: args.next !== null }), tensors);
}

export function actHaltAndSample(
  recorder: Recorder,
  args: ArgsOf<'actHaltAndSample'>,
  { B, M }: Dims,
): void {
  const { q, loss, qLoss: qLosses, correct, labelCount, control, datasetSize, norm } = args;
  const { cursor, segments, halted, draw, metrics } = args;
  const steps = recorder.handOver('steps', [B]);
  recorder.dispatch(actHaltAndSampleKernel({ batch: B, datasetSize }), {
    q,
    control,
    cursor,
    segments,
    halted,
    draw,
    steps,
  });
  recorder.dispatch(stepMetrics({ batch: B, ring: M }), {
    loss,
    qLoss: qLosses,
    correct,
    labelCount,
    steps,
    control,
    norm,
    metrics,
  });
}

export function refillRows(
  recorder: Recorder,
  { halted, draw, dataset, into }: ArgsOf<'refillRows'>,
  { B, S }: Dims,
): void {
  recorder.dispatch(refillRowsKernel({ batch: B, cells: S }), {
    halted,
    draw,
    datasetTokens: dataset.tokens,
    datasetLabels: dataset.labels,
    datasetIdentifiers: dataset.identifiers,
    ...into,
  });
}
