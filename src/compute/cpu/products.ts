import type { Floats } from './tensor';

/**
 * The three matrix products of a linear layer and its gradient, blocked so that each loaded number
 * is used several times: plain loops would wait for memory. Rows are addressed by their first
 * element and taken two at a time; for a single row give the same address twice. Sums are double.
 */

/** sums[r, n] = Σ_k x[at_r + k] · weight[n,k] for two rows of x; sums is [2, outputs]. */
export function timesTransposed(
  x: Floats,
  at0: number,
  at1: number,
  weight: Floats,
  width: number,
  outputs: number,
  sums: Float64Array,
): void {
  let n = 0;
  for (; n + 3 < outputs; n += 4) {
    const w0 = n * width;
    const w1 = w0 + width;
    const w2 = w1 + width;
    const w3 = w2 + width;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    let b3 = 0;
    for (let k = 0; k < width; k++) {
      const a = x[at0 + k]!;
      const b = x[at1 + k]!;
      const c0 = weight[w0 + k]!;
      const c1 = weight[w1 + k]!;
      const c2 = weight[w2 + k]!;
      const c3 = weight[w3 + k]!;
      a0 += a * c0;
      a1 += a * c1;
      a2 += a * c2;
      a3 += a * c3;
      b0 += b * c0;
      b1 += b * c1;
      b2 += b * c2;
      b3 += b * c3;
    }
    sums[n] = a0;
    sums[n + 1] = a1;
    sums[n + 2] = a2;
    sums[n + 3] = a3;
    sums[outputs + n] = b0;
    sums[outputs + n + 1] = b1;
    sums[outputs + n + 2] = b2;
    sums[outputs + n + 3] = b3;
  }
  for (; n < outputs; n++) {
    let a = 0;
    let b = 0;
    for (let k = 0; k < width; k++) {
      a += x[at0 + k]! * weight[n * width + k]!;
      b += x[at1 + k]! * weight[n * width + k]!;
    }
    sums[n] = a;
    sums[outputs + n] = b;
  }
}

/** sums[r, k] = Σ_n g[at_r + n] · weight[n,k] for two rows of g; sums is [2, width]. */
export function timesPlain(
  g: Floats,
  at0: number,
  at1: number,
  weight: Floats,
  outputs: number,
  width: number,
  sums: Float64Array,
): void {
  sums.fill(0);
  let n = 0;
  for (; n + 3 < outputs; n += 4) {
    const a0 = g[at0 + n]!;
    const a1 = g[at0 + n + 1]!;
    const a2 = g[at0 + n + 2]!;
    const a3 = g[at0 + n + 3]!;
    const b0 = g[at1 + n]!;
    const b1 = g[at1 + n + 1]!;
    const b2 = g[at1 + n + 2]!;
    const b3 = g[at1 + n + 3]!;
    const w0 = n * width;
    const w1 = w0 + width;
    const w2 = w1 + width;
    const w3 = w2 + width;
    for (let k = 0; k < width; k++) {
      const c0 = weight[w0 + k]!;
      const c1 = weight[w1 + k]!;
      const c2 = weight[w2 + k]!;
      const c3 = weight[w3 + k]!;
      sums[k]! += a0 * c0 + a1 * c1 + a2 * c2 + a3 * c3;
      sums[width + k]! += b0 * c0 + b1 * c1 + b2 * c2 + b3 * c3;
    }
  }
  for (; n < outputs; n++) {
    const a = g[at0 + n]!;
    const b = g[at1 + n]!;
    for (let k = 0; k < width; k++) {
      const c = weight[n * width + k]!;
      sums[k]! += a * c;
      sums[width + k]! += b * c;
    }
  }
}

/**
 * sums[n,k] += Σ_r g[n of row r] · x[k of row r] over four rows, whose first elements are given;
 * sums is [outputs, width].
 */
export function addOuterProducts(
  g: Floats,
  gAt: readonly [number, number, number, number],
  x: Floats,
  xAt: readonly [number, number, number, number],
  outputs: number,
  width: number,
  sums: Float64Array,
): void {
  const [g0, g1, g2, g3] = gAt;
  const [x0, x1, x2, x3] = xAt;
  let n = 0;
  for (; n + 1 < outputs; n += 2) {
    const a0 = g[g0 + n]!;
    const a1 = g[g1 + n]!;
    const a2 = g[g2 + n]!;
    const a3 = g[g3 + n]!;
    const b0 = g[g0 + n + 1]!;
    const b1 = g[g1 + n + 1]!;
    const b2 = g[g2 + n + 1]!;
    const b3 = g[g3 + n + 1]!;
    const toA = n * width;
    const toB = toA + width;
    for (let k = 0; k < width; k++) {
      const c0 = x[x0 + k]!;
      const c1 = x[x1 + k]!;
      const c2 = x[x2 + k]!;
      const c3 = x[x3 + k]!;
      sums[toA + k]! += a0 * c0 + a1 * c1 + a2 * c2 + a3 * c3;
      sums[toB + k]! += b0 * c0 + b1 * c1 + b2 * c2 + b3 * c3;
    }
  }
  for (; n < outputs; n++) {
    const a0 = g[g0 + n]!;
    const a1 = g[g1 + n]!;
    const a2 = g[g2 + n]!;
    const a3 = g[g3 + n]!;
    for (let k = 0; k < width; k++) {
      sums[n * width + k]! += a0 * x[x0 + k]! + a1 * x[x1 + k]! + a2 * x[x2 + k]! + a3 * x[x3 + k]!;
    }
  }
}
