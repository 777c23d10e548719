import type { ArgsOf } from '../op-specs';
import { inPairs } from './linear';
import { addOuterProducts, timesPlain } from './products';
import { sigmoid } from './silu';
import { floats } from './tensor';

export function linearInputGradient(args: ArgsOf<'linearInputGradient'>): void {
  const { dOut, weight, from = 0, plus, dX } = args;
  const [batch, taken, outputs] = dOut.shape as [number, number, number];
  const [, length, width] = dX.shape as [number, number, number];
  const gs = floats(dOut);
  const ws = floats(weight);
  const xs = floats(dX);
  const others = plus ? floats(plus) : null;
  if (others === null) xs.fill(0);
  else if (others !== xs) xs.set(others);
  const sums = new Float64Array(2 * width);
  const addTo = (row: number, start: number) => {
    const at = (Math.floor(row / taken) * length + from + (row % taken)) * width;
    for (let k = 0; k < width; k++) xs[at + k]! += sums[start + k]!;
  };
  inPairs(batch * taken, (row0, row1) => {
    timesPlain(gs, row0 * outputs, row1 * outputs, ws, outputs, width, sums);
    addTo(row0, 0);
    if (row1 !== row0) addTo(row1, width);
  });
}

export function linearWeightGradient(args: ArgsOf<'linearWeightGradient'>): void {
  const { dOut, x, from = 0, accumulate = false, dWeight, dBias } = args;
  const [batch, taken, outputs] = dOut.shape as [number, number, number];
  const [, length, width] = x.shape as [number, number, number];
  const gs = floats(dOut);
  const xs = floats(x);
  const sums = accumulate ? Float64Array.from(floats(dWeight)) : new Float64Array(outputs * width);

  const rows = batch * taken;
  const gAt = (row: number) => row * outputs;
  const xAt = (row: number) => (Math.floor(row / taken) * length + from + (row % taken)) * width;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    addOuterProducts(
      gs,
      [gAt(row), gAt(row + 1), gAt(row + 2), gAt(row + 3)],
      xs,
      [xAt(row), xAt(row + 1), xAt(row + 2), xAt(row + 3)],
      outputs,
      width,
      sums,
    );
  }
  for (; row < rows; row++) {
    for (let n = 0; n < outputs; n++) {
      const value = gs[gAt(row) + n]!;
      for (let k = 0; k < width; k++) sums[n * width + k]! += value * xs[xAt(row) + k]!;
    }
  }
  floats(dWeight).set(sums);
  if (!dBias) return;
  const shifts = accumulate ? Float64Array.from(floats(dBias)) : new Float64Array(outputs);
  for (let i = 0; i < gs.length; i++) shifts[i % outputs]! += gs[i]!;
  floats(dBias).set(shifts);
}

export function gatedInputGradient(args: ArgsOf<'gatedInputGradient'>): void {
  const { dOut, weight, preactivations, dPreactivations } = args;
  const [hidden, inner] = weight.shape as [number, number];
  const gs = floats(dOut);
  const ws = floats(weight);
  const pre = floats(preactivations);
  const dPre = floats(dPreactivations);
  const sums = new Float64Array(2 * inner);
  const finish = (row: number, start: number) => {
    const at = row * 2 * inner;
    for (let i = 0; i < inner; i++) {
      const g = sums[start + i]!;
      const gate = pre[at + i]!;
      const sigma = sigmoid(gate);
      dPre[at + i] = g * pre[at + inner + i]! * sigma * (1 + gate * (1 - sigma));
      dPre[at + inner + i] = g * gate * sigma;
    }
  };
  inPairs(gs.length / hidden, (row0, row1) => {
    timesPlain(gs, row0 * hidden, row1 * hidden, ws, hidden, inner, sums);
    finish(row0, 0);
    finish(row1, inner);
  });
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
