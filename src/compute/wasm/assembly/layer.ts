import { multiply } from './products';
import { exp, loadSome, multiplyAdd, sigmoid, storeSome, total, VECTOR } from './vectors';

/**
 * Some rows pass through the whole op before the next rows, so that intermediate results stay in
 * the cache.
 */
const ROWS: i32 = 32;

/** out = RMSNorm(residual + x · weightᵀ); `weight` is packed. See `Ops.linearResidualNorm`. */
export function linearResidualNorm(
  x: usize,
  weight: usize,
  residual: usize,
  out: usize,
  inverseRms: usize,
  rows: i32,
  hidden: i32,
  width: i32,
  epsilon: f32,
): void {
  const size = (<usize>hidden) << 2;
  for (let row = 0; row < rows; row += ROWS) {
    const here = min(ROWS, rows - row);
    multiply(x, (<usize>width) << 2, 4, weight, out, size, here, hidden, width, false);
    x += (<usize>(ROWS * width)) << 2;
    for (let r = 0; r < here; r++) {
      const scale = normalise(out, residual, hidden, epsilon);
      if (inverseRms) {
        store<f32>(inverseRms, scale);
        inverseRms += 4;
      }
      out += size;
      residual += size;
    }
  }
}

/** row ← (row + residual) · 1 / √(mean square + epsilon); returns that factor. */
function normalise(row: usize, residual: usize, hidden: i32, epsilon: f32): f32 {
  const whole = (<usize>(hidden & ~3)) << 2;
  const rest = hidden & 3;
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += VECTOR) {
    const u = f32x4.add(v128.load(row + i), v128.load(residual + i));
    v128.store(row + i, u);
    squares = multiplyAdd(squares, u, u);
  }
  const last = f32x4.add(loadSome(row + whole, rest), loadSome(residual + whole, rest));
  squares = multiplyAdd(squares, last, last);
  const scale: f32 = 1 / Mathf.sqrt(total(squares) / <f32>hidden + epsilon);
  const factor = f32x4.splat(scale);
  for (let i: usize = 0; i < whole; i += VECTOR) {
    v128.store(row + i, f32x4.mul(v128.load(row + i), factor));
  }
  storeSome(row + whole, f32x4.mul(last, factor), rest);
  return scale;
}

/**
 * out = silu(x · gateᵀ) ∘ (x · upᵀ); `weight` is packed. See `Ops.gatedLinear`.
 *
 * @param preactivations [rows, 2 inner] if they are `kept`, otherwise scratch of 32 rows
 */
export function gatedLinear(
  x: usize,
  weight: usize,
  out: usize,
  preactivations: usize,
  kept: bool,
  rows: i32,
  hidden: i32,
  inner: i32,
): void {
  const size = (<usize>inner) << 2;
  let pre = preactivations;
  for (let row = 0; row < rows; row += ROWS) {
    const here = min(ROWS, rows - row);
    if (!kept) pre = preactivations;
    multiply(x, (<usize>hidden) << 2, 4, weight, pre, 2 * size, here, 2 * inner, hidden, false);
    x += (<usize>(ROWS * hidden)) << 2;
    for (let r = 0; r < here; r++) {
      for (let i = 0; i < inner; i += 4) {
        const at = (<usize>i) << 2;
        if (inner - i >= 4) {
          v128.store(out + at, gate(v128.load(pre + at), v128.load(pre + size + at)));
        } else {
          const rest = inner - i;
          const value = gate(loadSome(pre + at, rest), loadSome(pre + size + at, rest));
          storeSome(out + at, value, rest);
        }
      }
      pre += 2 * size;
      out += size;
    }
  }
}

/** silu(a) · b, where silu(a) = a / (1 + e⁻ᵃ). */
function gate(a: v128, b: v128): v128 {
  return f32x4.mul(f32x4.div(a, f32x4.add(f32x4.splat(1), exp(f32x4.neg(a)))), b);
}

/** Back through RMSNorm. See `TrainingOps.rmsNormBackward`. */
export function rmsNormBackward(
  out: usize,
  inverseRms: usize,
  dOut: usize,
  du: usize,
  rows: i32,
  hidden: i32,
): void {
  const whole = (<usize>(hidden & ~3)) << 2;
  const rest = hidden & 3;
  for (let row = 0; row < rows; row++) {
    let products = f32x4.splat(0);
    for (let i: usize = 0; i < whole; i += VECTOR) {
      products = multiplyAdd(products, v128.load(out + i), v128.load(dOut + i));
    }
    const y = loadSome(out + whole, rest);
    const g = loadSome(dOut + whole, rest);
    const mean = f32x4.splat(-total(multiplyAdd(products, y, g)) / <f32>hidden);
    const scale = v128.load_splat<f32>(inverseRms);
    for (let i: usize = 0; i < whole; i += VECTOR) {
      const u = multiplyAdd(v128.load(dOut + i), v128.load(out + i), mean);
      v128.store(du + i, f32x4.mul(u, scale));
    }
    storeSome(du + whole, f32x4.mul(multiplyAdd(g, y, mean), scale), rest);
    const size = (<usize>hidden) << 2;
    out += size;
    dOut += size;
    du += size;
    inverseRms += 4;
  }
}

/**
 * Back through the down projection and SwiGLU; `weight` is packed. See
 * `TrainingOps.gatedInputGradient`.
 *
 * @param scratch 32 · inner numbers
 */
export function gatedInputGradient(
  dOut: usize,
  weight: usize,
  preactivations: usize,
  dPreactivations: usize,
  scratch: usize,
  rows: i32,
  hidden: i32,
  inner: i32,
): void {
  const size = (<usize>inner) << 2;
  let pre = preactivations;
  let to = dPreactivations;
  for (let row = 0; row < rows; row += ROWS) {
    const here = min(ROWS, rows - row);
    multiply(dOut, (<usize>hidden) << 2, 4, weight, scratch, size, here, inner, hidden, false);
    dOut += (<usize>(ROWS * hidden)) << 2;
    let g = scratch;
    for (let r = 0; r < here; r++) {
      for (let i = 0; i < inner; i += 4) {
        const at = (<usize>i) << 2;
        if (inner - i >= 4) {
          const a = v128.load(pre + at);
          const dGated = v128.load(g + at);
          const sigma = sigmoid(a);
          v128.store(to + at, gateSlope(a, v128.load(pre + size + at), sigma, dGated));
          v128.store(to + size + at, f32x4.mul(dGated, f32x4.mul(a, sigma)));
        } else {
          const rest = inner - i;
          const a = loadSome(pre + at, rest);
          const dGated = loadSome(g + at, rest);
          const sigma = sigmoid(a);
          const b = loadSome(pre + size + at, rest);
          storeSome(to + at, gateSlope(a, b, sigma, dGated), rest);
          storeSome(to + size + at, f32x4.mul(dGated, f32x4.mul(a, sigma)), rest);
        }
      }
      pre += 2 * size;
      to += 2 * size;
      g += size;
    }
  }
}

/** dGated · b · silu′(a), silu′(a) = σ(a) · (1 + a · (1 − σ(a))). */
function gateSlope(a: v128, b: v128, sigma: v128, dGated: v128): v128 {
  const one = f32x4.splat(1);
  const slope = f32x4.mul(sigma, multiplyAdd(one, a, f32x4.sub(one, sigma)));
  return f32x4.mul(f32x4.mul(dGated, b), slope);
}
