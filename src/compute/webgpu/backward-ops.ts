import type { ArgsOf, Dims } from '../op-specs';
import { attentionKeyGradient } from './kernels/attention-key-gradient';
import { attentionQueryGradient } from './kernels/attention-query-gradient';
import { gatedInputGradient as gatedInputGradientKernel } from './kernels/gated-input-gradient';
import { inputGradient } from './kernels/input-gradient';
import { positionGradient } from './kernels/position-gradient';
import { rmsNormBackward as rmsNormBackwardKernel } from './kernels/rms-norm-backward';
import type { Recorder } from './recorder';

/** The backward ops of the forward pass. */

export function rmsNormBackward(
  recorder: Recorder,
  { out, inverseRms, dOut, du }: ArgsOf<'rmsNormBackward'>,
  { B, L, D }: Dims,
): void {
  const kernel = rmsNormBackwardKernel({ rows: B * L, hidden: D });
  recorder.dispatch(kernel, { out, inverseRms, dOut, du });
}

export function linearInputGradient(
  recorder: Recorder,
  { dOut, weight, from = 0, plus, dX }: ArgsOf<'linearInputGradient'>,
  { B, L, M, K, N }: Dims,
): void {
  const source = plus ? (plus === dX ? 'itself' : 'tensor') : 'nothing';
  const shape = {
    batch: B,
    length: L,
    from,
    taken: M,
    inner: K,
    outputs: N,
    plus: source,
  } as const;
  recorder.product(B * L, K, (tile) => inputGradient({ ...shape, tile }), {
    ...{ dOut, weight, plus, dX },
  });
}

export function linearWeightGradient(
  recorder: Recorder,
  args: ArgsOf<'linearWeightGradient'>,
  { B, L, M, K, N }: Dims,
): void {
  const { dOut, x, from = 0, accumulate = false, dWeight, dBias } = args;
  const shape = { batch: B, length: L, from, taken: M, outputs: N, inner: K };
  const bias = dBias !== undefined;
  recorder.contract(
    { ...shape, bias, left: 'gradient' },
    { dOut, x },
    { dWeight, dBias },
    accumulate,
  );
}

export function gatedInputGradient(
  recorder: Recorder,
  { dOut, weight, preactivations, dPreactivations }: ArgsOf<'gatedInputGradient'>,
  { B, L, D, I }: Dims,
): void {
  const shape = { rows: B * L, hidden: D, inner: I };
  recorder.product(B * L, I, (tile) => gatedInputGradientKernel({ ...shape, tile }), {
    ...{ dOut, weight, preactivations, dPreactivations },
  });
}

export function attentionBackward(
  recorder: Recorder,
  { qkv, rope, heads, out, logSumExp, dOut, dQkv }: ArgsOf<'attentionBackward'>,
  { B, L, D }: Dims,
): void {
  const shape = { batch: B, length: L, heads, size: D / heads, rope: rope !== null };
  const delta = recorder.handOver('delta', [B, heads, L]);
  const tensors = { qkv, cosines: rope?.cos, sines: rope?.sin, logSumExp, dOut, delta, dQkv };
  recorder.dispatch(attentionQueryGradient(shape), { ...tensors, result: out });
  recorder.dispatch(attentionKeyGradient(shape), tensors);
}

export function embedBackward(
  recorder: Recorder,
  args: ArgsOf<'embedBackward'>,
  { B, L, S, D, V, W }: Dims,
): void {
  const { tokens, scale, dOut, dTokenTable, dPositionTable, dPuzzleRows } = args;
  const prefix = L - S;
  if (dTokenTable) {
    const shape = { batch: B, length: L, from: prefix, taken: S, outputs: V, inner: D };
    recorder.contract(
      { ...shape, bias: false, left: { oneHotScale: scale } },
      { tokens, x: dOut },
      { dWeight: dTokenTable },
      false,
    );
  }
  if (!dPositionTable && !dPuzzleRows) return;
  recorder.dispatch(
    positionGradient({
      batch: B,
      length: L,
      prefix,
      hidden: D,
      scale,
      positions: dPositionTable !== null,
      puzzleWidth: dPuzzleRows && W,
    }),
    { dOut, dPositionTable, dPuzzleRows },
  );
}
