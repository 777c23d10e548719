import { sizeOf } from '../backend';
import type { ArgsOf } from './args';
import { silu } from './silu';
import { floats, type Floats } from './tensor';

/**
 * out[n] = Σ_k x[at + k] · weight[n,k] for one row of x. Four outputs advance together, which lets
 * the engine keep x in a register and roughly doubles the speed of the plain double loop.
 */
function rowTimesTransposed(
  x: Floats,
  at: number,
  weight: Floats,
  width: number,
  out: Floats,
  outAt: number,
  outputs: number,
): void {
  let n = 0;
  for (; n + 3 < outputs; n += 4) {
    const w0 = n * width;
    const w1 = w0 + width;
    const w2 = w1 + width;
    const w3 = w2 + width;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0; k < width; k++) {
      const value = x[at + k]!;
      s0 += value * weight[w0 + k]!;
      s1 += value * weight[w1 + k]!;
      s2 += value * weight[w2 + k]!;
      s3 += value * weight[w3 + k]!;
    }
    out[outAt + n] = s0;
    out[outAt + n + 1] = s1;
    out[outAt + n + 2] = s2;
    out[outAt + n + 3] = s3;
  }
  for (; n < outputs; n++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += x[at + k]! * weight[n * width + k]!;
    out[outAt + n] = sum;
  }
}

export function linear({ x, weight, bias, from = 0, out }: ArgsOf<'linear'>): void {
  const [batch, length, width] = x.shape as [number, number, number];
  const [, taken, outputs] = out.shape as [number, number, number];
  const xs = floats(x);
  const ws = floats(weight);
  const ys = floats(out);
  const shift = bias ? floats(bias) : null;
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < taken; i++) {
      const at = (b * length + from + i) * width;
      const outAt = (b * taken + i) * outputs;
      rowTimesTransposed(xs, at, ws, width, ys, outAt, outputs);
      if (shift) for (let n = 0; n < outputs; n++) ys[outAt + n]! += shift[n]!;
    }
  }
}

export function linearResidualNorm(args: ArgsOf<'linearResidualNorm'>): void {
  const { x, weight, residual, epsilon, out, saveInverseRms } = args;
  const [hidden, width] = weight.shape as [number, number];
  const rows = sizeOf(out.shape) / hidden;
  const xs = floats(x);
  const ws = floats(weight);
  const rs = floats(residual);
  const ys = floats(out);
  const saved = saveInverseRms ? floats(saveInverseRms) : null;
  const sums = new Float64Array(hidden);
  for (let row = 0; row < rows; row++) {
    rowTimesTransposed(xs, row * width, ws, width, sums, 0, hidden);
    let squares = 0;
    for (let n = 0; n < hidden; n++) {
      const u = sums[n]! + rs[row * hidden + n]!;
      sums[n] = u;
      squares += u * u;
    }
    const inverseRms = 1 / Math.sqrt(squares / hidden + epsilon);
    for (let n = 0; n < hidden; n++) ys[row * hidden + n] = sums[n]! * inverseRms;
    if (saved) saved[row] = inverseRms;
  }
}

export function gatedLinear({ x, weight, out, savePreactivations }: ArgsOf<'gatedLinear'>): void {
  const [twiceInner, hidden] = weight.shape as [number, number];
  const inner = twiceInner / 2;
  const rows = sizeOf(x.shape) / hidden;
  const xs = floats(x);
  const ws = floats(weight);
  const ys = floats(out);
  const saved = savePreactivations ? floats(savePreactivations) : null;
  const sums = new Float64Array(twiceInner);
  for (let row = 0; row < rows; row++) {
    rowTimesTransposed(xs, row * hidden, ws, hidden, sums, 0, twiceInner);
    for (let i = 0; i < inner; i++) {
      ys[row * inner + i] = silu(sums[i]!) * sums[inner + i]!;
    }
    if (saved) saved.set(sums, row * twiceInner);
  }
}
