import type { ArgsOf } from './args';
import { silu, siluDerivative } from './silu';
import { floats, type Floats } from './tensor';

/**
 * out[k] += Σ_n g[at + n] · weight[n,k] for one row g. Four rows of the weight advance together, so
 * that `out` is loaded and stored a quarter as often.
 */
export function addRowTimes(
  g: Floats,
  at: number,
  rows: number,
  weight: Floats,
  width: number,
  out: Float64Array,
): void {
  let n = 0;
  for (; n + 3 < rows; n += 4) {
    const g0 = g[at + n]!;
    const g1 = g[at + n + 1]!;
    const g2 = g[at + n + 2]!;
    const g3 = g[at + n + 3]!;
    const w0 = n * width;
    const w1 = w0 + width;
    const w2 = w1 + width;
    const w3 = w2 + width;
    for (let k = 0; k < width; k++) {
      out[k]! +=
        g0 * weight[w0 + k]! + g1 * weight[w1 + k]! + g2 * weight[w2 + k]! + g3 * weight[w3 + k]!;
    }
  }
  for (; n < rows; n++) {
    const value = g[at + n]!;
    for (let k = 0; k < width; k++) out[k]! += value * weight[n * width + k]!;
  }
}

export function linearInputGradient(args: ArgsOf<'linearInputGradient'>): void {
  const { dOut, weight, from = 0, plus, dX } = args;
  const [batch, taken, outputs] = dOut.shape as [number, number, number];
  const [, length, width] = dX.shape as [number, number, number];
  const gs = floats(dOut);
  const ws = floats(weight);
  const xs = floats(dX);
  const others = plus ? floats(plus) : null;
  const sums = new Float64Array(width);
  for (let b = 0; b < batch; b++) {
    for (let position = 0; position < length; position++) {
      const at = (b * length + position) * width;
      for (let k = 0; k < width; k++) sums[k] = others ? others[at + k]! : 0;
      if (position >= from && position < from + taken) {
        addRowTimes(gs, (b * taken + position - from) * outputs, outputs, ws, width, sums);
      }
      xs.set(sums, at);
    }
  }
}

export function linearWeightGradient(args: ArgsOf<'linearWeightGradient'>): void {
  const { dOut, x, from = 0, accumulate = false, dWeight, dBias } = args;
  const [batch, taken, outputs] = dOut.shape as [number, number, number];
  const [, length, width] = x.shape as [number, number, number];
  const gs = floats(dOut);
  const xs = floats(x);
  const sums = accumulate ? Float64Array.from(floats(dWeight)) : new Float64Array(outputs * width);
  const shifts = dBias && accumulate ? Float64Array.from(floats(dBias)) : new Float64Array(outputs);

  const rows = batch * taken;
  const rowOfX = (row: number) => (Math.floor(row / taken) * length + from + (row % taken)) * width;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const x0 = rowOfX(row);
    const x1 = rowOfX(row + 1);
    const x2 = rowOfX(row + 2);
    const x3 = rowOfX(row + 3);
    for (let n = 0; n < outputs; n++) {
      const g0 = gs[row * outputs + n]!;
      const g1 = gs[(row + 1) * outputs + n]!;
      const g2 = gs[(row + 2) * outputs + n]!;
      const g3 = gs[(row + 3) * outputs + n]!;
      shifts[n]! += g0 + g1 + g2 + g3;
      const to = n * width;
      for (let k = 0; k < width; k++) {
        sums[to + k]! += g0 * xs[x0 + k]! + g1 * xs[x1 + k]! + g2 * xs[x2 + k]! + g3 * xs[x3 + k]!;
      }
    }
  }
  for (; row < rows; row++) {
    const at = rowOfX(row);
    for (let n = 0; n < outputs; n++) {
      const value = gs[row * outputs + n]!;
      shifts[n]! += value;
      for (let k = 0; k < width; k++) sums[n * width + k]! += value * xs[at + k]!;
    }
  }
  floats(dWeight).set(sums);
  if (dBias) floats(dBias).set(shifts);
}

export function gatedInputGradient(args: ArgsOf<'gatedInputGradient'>): void {
  const { dOut, weight, preactivations, dPreactivations } = args;
  const [hidden, inner] = weight.shape as [number, number];
  const gs = floats(dOut);
  const ws = floats(weight);
  const pre = floats(preactivations);
  const dPre = floats(dPreactivations);
  const sums = new Float64Array(inner);
  for (let row = 0; row < gs.length / hidden; row++) {
    sums.fill(0);
    addRowTimes(gs, row * hidden, hidden, ws, inner, sums);
    const at = row * 2 * inner;
    for (let i = 0; i < inner; i++) {
      const gate = pre[at + i]!;
      const up = pre[at + inner + i]!;
      dPre[at + i] = sums[i]! * up * siluDerivative(gate);
      dPre[at + inner + i] = sums[i]! * silu(gate);
    }
  }
}

export function rmsNormBackward({ out, inverseRms, dOut, du }: ArgsOf<'rmsNormBackward'>): void {
  const hidden = out.shape[2]!;
  const ys = floats(out);
  const scales = floats(inverseRms);
  const gs = floats(dOut);
  const us = floats(du);
  for (let row = 0; row < scales.length; row++) {
    const at = row * hidden;
    let dot = 0;
    for (let i = 0; i < hidden; i++) dot += ys[at + i]! * gs[at + i]!;
    const mean = dot / hidden;
    for (let i = 0; i < hidden; i++) us[at + i] = (gs[at + i]! - ys[at + i]! * mean) * scales[row]!;
  }
}
