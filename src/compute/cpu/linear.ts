import type { ArgsOf } from '../op-specs';
import { sizeOf } from '../tensor';
import { timesTransposed } from './products';
import { silu } from './silu';
import { floats } from './tensor';

/**
 * Calls `pair` for two rows at a time. If the number of rows is odd, the last call gets the same
 * row twice.
 */
export function inPairs(rows: number, pair: (row0: number, row1: number) => void): void {
  for (let row = 0; row < rows; row += 2) pair(row, Math.min(row + 1, rows - 1));
}

export function linear({ x, weight, bias, from = 0, out }: ArgsOf<'linear'>): void {
  const [batch, length, width] = x.shape as [number, number, number];
  const [, taken, outputs] = out.shape as [number, number, number];
  const xs = floats(x);
  const ws = floats(weight);
  const ys = floats(out);
  const shift = bias ? floats(bias) : null;
  const sums = new Float64Array(2 * outputs);
  const xAt = (row: number) => (Math.floor(row / taken) * length + from + (row % taken)) * width;
  inPairs(batch * taken, (row0, row1) => {
    timesTransposed(xs, xAt(row0), xAt(row1), ws, width, outputs, sums);
    for (const [row, start] of [
      [row0, 0],
      [row1, outputs],
    ] as const) {
      for (let n = 0; n < outputs; n++) {
        ys[row * outputs + n] = sums[start + n]! + (shift ? shift[n]! : 0);
      }
    }
  });
}

export function linearResidualNorm(args: ArgsOf<'linearResidualNorm'>): void {
  const { x, weight, residual, epsilon, out, saveInverseRms } = args;
  const [hidden, width] = weight.shape as [number, number];
  const xs = floats(x);
  const ws = floats(weight);
  const rs = floats(residual);
  const ys = floats(out);
  const saved = saveInverseRms ? floats(saveInverseRms) : null;
  const sums = new Float64Array(2 * hidden);
  const finish = (row: number, start: number) => {
    let squares = 0;
    for (let n = 0; n < hidden; n++) {
      const u = sums[start + n]! + rs[row * hidden + n]!;
      sums[start + n] = u;
      squares += u * u;
    }
    const inverseRms = 1 / Math.sqrt(squares / hidden + epsilon);
    for (let n = 0; n < hidden; n++) ys[row * hidden + n] = sums[start + n]! * inverseRms;
    if (saved) saved[row] = inverseRms;
  };
  inPairs(sizeOf(out.shape) / hidden, (row0, row1) => {
    timesTransposed(xs, row0 * width, row1 * width, ws, width, hidden, sums);
    finish(row0, 0);
    if (row1 !== row0) finish(row1, hidden);
  });
}

export function gatedLinear({ x, weight, out, savePreactivations }: ArgsOf<'gatedLinear'>): void {
  const [twiceInner, hidden] = weight.shape as [number, number];
  const inner = twiceInner / 2;
  const xs = floats(x);
  const ws = floats(weight);
  const ys = floats(out);
  const saved = savePreactivations ? floats(savePreactivations) : null;
  const sums = new Float64Array(2 * twiceInner);
  const finish = (row: number, start: number) => {
    for (let i = 0; i < inner; i++) {
      ys[row * inner + i] = silu(sums[start + i]!) * sums[start + inner + i]!;
    }
    if (saved) saved.set(sums.subarray(start, start + twiceInner), row * twiceInner);
  };
  inPairs(sizeOf(x.shape) / hidden, (row0, row1) => {
    timesTransposed(xs, row0 * hidden, row1 * hidden, ws, hidden, twiceInner, sums);
    finish(row0, 0);
    finish(row1, twiceInner);
  });
}
