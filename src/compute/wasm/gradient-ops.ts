import type { ArgsOf } from '../op-specs';
import { sizeOf } from '../tensor';
import { packedSize, ROWS } from './kernels';
import { piecesOf } from './ops';
import type { Recording } from './recording';
import { place, wasm } from './tensor';

/** The backward of the ops in `ops.ts`. */

/** Rows whose outer products are summed at once; as many rows of x are packed. */
const CONTRACTED = 512;

export function rmsNormBackward(
  { kernels, steps }: Recording,
  { out, inverseRms, dOut, du }: ArgsOf<'rmsNormBackward'>,
): void {
  const hidden = out.shape[2]!;
  const rows = sizeOf(inverseRms.shape);
  const [y, scales, g, u] = [place(out), place(inverseRms), place(dOut), place(du)];
  steps.push(() => kernels.rmsNormBackward(y, scales, g, u, rows, hidden));
}

export function linearInputGradient(
  recording: Recording,
  args: ArgsOf<'linearInputGradient'>,
): void {
  const { dOut, weight, from = 0, plus, dX } = args;
  const { kernels, steps } = recording;
  const [, taken, outputs] = dOut.shape as [number, number, number];
  const width = weight.shape[1]!;
  const packed = recording.packed(weight, 'backward');
  const [g, to] = [place(dOut), place(dX)];
  const pieces = piecesOf(dX.shape, from, taken);
  const [target, others] = [wasm(dX), plus && wasm(plus)];
  // If all rows are taken and nothing is added to, every row is written.
  const adds = others || taken < dX.shape[1]! ? 1 : 0;
  steps.push(() => {
    if (adds && !others) target.data.fill(0);
    else if (others && others.at !== to) target.data.set(others.data);
    for (const { count, rows, start, stride } of pieces) {
      const [left, out] = [g + 4 * rows * outputs, to + 4 * start];
      kernels.multiply(
        ...([left, 4 * outputs, 4, packed, out, 4 * stride] as const),
        ...([count, width, outputs, adds] as const),
      );
    }
  });
}

export function linearWeightGradient(
  { kernels, steps, scratch }: Recording,
  args: ArgsOf<'linearWeightGradient'>,
): void {
  const { dOut, x, from = 0, accumulate = false, dWeight, dBias } = args;
  const [batch, taken, outputs] = dOut.shape as [number, number, number];
  const width = dWeight.shape[1]!;
  const [g, source, to, shift] = [place(dOut), place(x), place(dWeight), place(dBias)];
  const pieces = piecesOf(x.shape, from, taken);
  scratch.reserve(4 * packedSize(width, CONTRACTED));
  steps.push(() => {
    let adds: 0 | 1 = accumulate ? 1 : 0;
    for (const { count, rows, start, stride } of pieces) {
      for (let row = 0; row < count; row += CONTRACTED) {
        const here = Math.min(CONTRACTED, count - row);
        kernels.pack(source + 4 * (start + row * stride), scratch.at, width, here, 4, 4 * stride);
        const left = g + 4 * (rows + row) * outputs;
        kernels.multiply(
          ...([left, 4, 4 * outputs, scratch.at, to, 4 * width] as const),
          ...([outputs, width, here, adds] as const),
        );
        adds = 1;
      }
    }
    if (shift) kernels.sumColumns(g, shift, batch * taken, outputs, accumulate ? 1 : 0);
  });
}

export function gatedInputGradient(recording: Recording, args: ArgsOf<'gatedInputGradient'>): void {
  const { dOut, weight, preactivations, dPreactivations } = args;
  const { kernels, steps, scratch } = recording;
  const [hidden, inner] = weight.shape as [number, number];
  const rows = sizeOf(dOut.shape) / hidden;
  const packed = recording.packed(weight, 'backward');
  const [g, pre, dPre] = [place(dOut), place(preactivations), place(dPreactivations)];
  scratch.reserve(4 * ROWS * inner);
  steps.push(() =>
    kernels.gatedInputGradient(g, packed, pre, dPre, scratch.at, rows, hidden, inner),
  );
}

export function attentionBackward(
  { kernels, steps, scratch }: Recording,
  args: ArgsOf<'attentionBackward'>,
): void {
  const { qkv, rope, heads, out, logSumExp, dOut, dQkv } = args;
  const [batch, length, hidden] = out.shape as [number, number, number];
  const size = hidden / heads;
  const [source, cos, sin] = [place(qkv), place(rope?.cos), place(rope?.sin)];
  const [mixed, totals, g, to] = [place(out), place(logSumExp), place(dOut), place(dQkv)];
  scratch.reserve(4 * (length + 8) * (2 * ROWS + 9 * (size + 8)));
  steps.push(() =>
    kernels.attentionBackward(
      ...([source, cos, sin, mixed, totals, g, to, scratch.at] as const),
      ...([batch, length, heads, size] as const),
    ),
  );
}
