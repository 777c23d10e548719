import type { ArgsOf, Dims } from '../op-specs';
import { sizeOf } from '../tensor';
import { add as addKernel } from './kernels/add';
import { attention as attentionKernel } from './kernels/attention';
import { axpby as axpbyKernel } from './kernels/axpby';
import { broadcast as broadcastKernel } from './kernels/broadcast';
import { embed as embedKernel } from './kernels/embed';
import { gatedLinear as gatedLinearKernel } from './kernels/gated-linear';
import { linear as linearKernel } from './kernels/linear';
import { linearResidual } from './kernels/linear-residual';
import { predict as predictKernel } from './kernels/predict';
import { settle as settleKernel } from './kernels/settle';
import { transpose as transposeKernel } from './kernels/transpose';
import type { Recorder } from './recorder';

/** The ops of a forward pass. Each records a kernel made for its shapes. */

export function embed(recorder: Recorder, args: ArgsOf<'embed'>, { B, L, S, D, W }: Dims): void {
  const { tokens, tokenTable, puzzle, positionTable, scale, out } = args;
  recorder.dispatch(
    embedKernel({
      batch: B,
      length: L,
      cells: S,
      hidden: D,
      puzzleWidth: puzzle && W,
      positions: positionTable !== null,
      scale,
    }),
    {
      tokens,
      tokenTable,
      identifiers: puzzle?.identifiers,
      puzzleTable: puzzle?.table,
      positionTable,
      out,
    },
  );
}

export function broadcast(
  recorder: Recorder,
  { source, mask, out }: ArgsOf<'broadcast'>,
  { B, L, D }: Dims,
): void {
  const shape = { batch: B, length: L, hidden: D, mask: mask !== undefined };
  recorder.dispatch(broadcastKernel(shape), { source, mask, out });
}

export function add(recorder: Recorder, { a, b, c, out }: ArgsOf<'add'>): void {
  const norms = [a, b, ...(c ? [c] : [])].map((tensor) => recorder.pendingNorm(tensor));
  const [aSquares, bSquares, cSquares] = norms.map((norm) => norm?.squares);
  recorder.overwrite(out);
  recorder.dispatch(addKernel({ size: sizeOf(out.shape), norms }), {
    ...{ a, aSquares, b, bSquares, c, cSquares, out },
  });
}

export function axpby(recorder: Recorder, { alpha, x, beta = 1, y, out }: ArgsOf<'axpby'>): void {
  const inPlace = x === out;
  const xNorm = inPlace ? null : recorder.pendingNorm(x);
  const yNorm = y ? recorder.pendingNorm(y) : null;
  const shape = { size: sizeOf(out.shape), alpha, beta, two: y !== undefined, inPlace };
  if (!inPlace) recorder.overwrite(out);
  recorder.dispatch(axpbyKernel({ ...shape, xNorm, yNorm }), {
    ...{ x, xSquares: xNorm?.squares, y, ySquares: yNorm?.squares, out },
  });
}

export function settle(
  recorder: Recorder,
  { q, power, towards, state }: ArgsOf<'settle'>,
  { B, L, D }: Dims,
): void {
  const norm = recorder.pendingNorm(towards);
  recorder.dispatch(settleKernel({ batch: B, length: L, hidden: D, power, norm }), {
    ...{ q, towards, towardsSquares: norm?.squares, state },
  });
}

export function transpose(
  recorder: Recorder,
  { x, out }: ArgsOf<'transpose'>,
  { B, M, N }: Dims,
): void {
  const xNorm = recorder.pendingNorm(x);
  recorder.overwrite(out);
  recorder.dispatch(transposeKernel({ batch: B, rows: M, columns: N, xNorm }), {
    ...{ x, xSquares: xNorm?.squares, out },
  });
}

export function linear(
  recorder: Recorder,
  { x, weight, bias, from = 0, out }: ArgsOf<'linear'>,
  { B, L, M, K, N }: Dims,
): void {
  const shape = { batch: B, length: L, from, taken: M, inner: K, outputs: N };
  const xNorm = recorder.pendingNorm(x);
  recorder.product(
    B * M,
    N,
    (tile) => linearKernel({ ...shape, bias: bias !== undefined, xNorm, tile }),
    { x, xSquares: xNorm?.squares, weight, bias, out },
  );
}

export function attention(
  recorder: Recorder,
  { qkv, rope, heads, out, saveLogSumExp }: ArgsOf<'attention'>,
  { B, L, D }: Dims,
): void {
  recorder.dispatch(
    attentionKernel({
      batch: B,
      length: L,
      heads,
      size: D / heads,
      rope: rope !== null,
      saveLogSumExp: saveLogSumExp !== undefined,
    }),
    { qkv, cosines: rope?.cos, sines: rope?.sin, out, logSumExp: saveLogSumExp },
  );
}

export function linearResidualNorm(
  recorder: Recorder,
  args: ArgsOf<'linearResidualNorm'>,
  { B, L, K, D }: Dims,
): void {
  const { x, weight, residual, epsilon, out, saveInverseRms } = args;
  const residualNorm = recorder.pendingNorm(residual);
  const pending = recorder.deferNorm(out, { hidden: D, epsilon });
  const shape = { rows: B * L, inner: K, hidden: D, residualNorm };
  recorder.product(B * L, D, (tile) => linearResidual({ ...shape, tile }), {
    ...{ x, weight, residual, residualSquares: residualNorm?.squares },
    ...{ out, squares: pending.squares },
  });
  // A gradient reads the final rows several times.
  if (saveInverseRms) recorder.finishNorm(pending, saveInverseRms);
}

export function gatedLinear(
  recorder: Recorder,
  { x, weight, out, savePreactivations }: ArgsOf<'gatedLinear'>,
  { B, L, D, I }: Dims,
): void {
  const xNorm = recorder.pendingNorm(x);
  const saves = { savePreactivations: savePreactivations !== undefined };
  const shape = { rows: B * L, hidden: D, inner: I, xNorm, ...saves };
  recorder.product(B * L, 2 * I, (tile) => gatedLinearKernel({ ...shape, tile }), {
    ...{ x, xSquares: xNorm?.squares, weight, out, preactivations: savePreactivations },
  });
}

export function predict(
  recorder: Recorder,
  { logits, tokens, confidence }: ArgsOf<'predict'>,
  { B, S, V }: Dims,
): void {
  const kernel = predictKernel({ cells: B * S, vocabulary: V });
  recorder.dispatch(kernel, { logits, tokens, confidence });
}
