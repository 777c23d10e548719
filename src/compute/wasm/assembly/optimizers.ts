import { atan2, multiplyAdd, put, take } from './vectors';

/** Σ x², in double precision. */
export function sumOfSquares(x: usize, count: i32): f64 {
  let sum: f64 = 0;
  let i = 0;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; i + 4 <= count; i += 4) {
    const v = v128.load(x + ((<usize>i) << 2));
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  for (; i < count; i++) {
    const v = <f64>load<f32>(x + ((<usize>i) << 2));
    sum += v * v;
  }
  const both = f64x2.add(low, high);
  return sum + f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/**
 * One update of AdamW, or of AdamATan2 if `angles`. See `TrainingOps.adam`.
 *
 * @param scale the factor by which clipping multiplies the gradients
 * @param shrink 1 − lr · weightDecay
 * @param follow 1 − EMA decay
 */
export function adam(
  angles: bool,
  gradients: usize,
  weights: usize,
  expAvg: usize,
  expAvgSq: usize,
  average: usize,
  count: i32,
  scale: f32,
  lr: f32,
  shrink: f32,
  beta1: f32,
  beta2: f32,
  less1: f32,
  less2: f32,
  correction1: f32,
  correction2: f32,
  epsilon: f32,
  follow: f32,
): void {
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const rest = count - i;
    const g = f32x4.mul(take(gradients + at, rest), f32x4.splat(scale));
    const m = multiplyAdd(
      f32x4.mul(f32x4.splat(less1), g),
      f32x4.splat(beta1),
      take(expAvg + at, rest),
    );
    const v = multiplyAdd(
      f32x4.mul(f32x4.splat(less2), f32x4.mul(g, g)),
      f32x4.splat(beta2),
      take(expAvgSq + at, rest),
    );
    const ahead = f32x4.div(m, f32x4.splat(correction1));
    const root = f32x4.sqrt(f32x4.div(v, f32x4.splat(correction2)));
    const step = angles
      ? atan2(ahead, root)
      : f32x4.div(ahead, f32x4.add(root, f32x4.splat(epsilon)));
    const shrunk = f32x4.mul(take(weights + at, rest), f32x4.splat(shrink));
    const w = multiplyAdd(shrunk, f32x4.splat(-lr), step);
    const mean = take(average + at, rest);
    put(expAvg + at, m, rest);
    put(expAvgSq + at, v, rest);
    put(weights + at, w, rest);
    put(average + at, multiplyAdd(mean, f32x4.splat(follow), f32x4.sub(w, mean)), rest);
  }
}

/** The momentum of Muon, and the direction that follows from it. See `TrainingOps.muon`. */
export function muonDirection(
  gradients: usize,
  momentum: usize,
  direction: usize,
  count: i32,
  scale: f32,
  kept: f32,
  fresh: f32,
): void {
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const rest = count - i;
    const g = f32x4.mul(take(gradients + at, rest), f32x4.splat(scale * fresh));
    const m = multiplyAdd(g, f32x4.splat(kept), take(momentum + at, rest));
    put(momentum + at, m, rest);
    put(direction + at, multiplyAdd(g, f32x4.splat(kept), m), rest);
  }
}

/** square ← a I + b gram + c square, for matrices of `size` rows and columns. */
export function muonPolynomial(
  gram: usize,
  square: usize,
  size: i32,
  a: f32,
  b: f32,
  c: f32,
): void {
  const count = size * size;
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const rest = count - i;
    const sum = f32x4.mul(f32x4.splat(c), take(square + at, rest));
    put(square + at, multiplyAdd(sum, f32x4.splat(b), take(gram + at, rest)), rest);
  }
  for (let i = 0; i < size; i++) {
    const at = square + ((<usize>(i * size + i)) << 2);
    store<f32>(at, load<f32>(at) + a);
  }
}

/** weights ← weights · shrink − lr · step; then the average is updated. */
export function muonUpdate(
  weights: usize,
  step: usize,
  average: usize,
  count: i32,
  lr: f32,
  shrink: f32,
  follow: f32,
): void {
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const rest = count - i;
    const shrunk = f32x4.mul(take(weights + at, rest), f32x4.splat(shrink));
    const w = multiplyAdd(shrunk, f32x4.splat(-lr), take(step + at, rest));
    const mean = take(average + at, rest);
    put(weights + at, w, rest);
    put(average + at, multiplyAdd(mean, f32x4.splat(follow), f32x4.sub(w, mean)), rest);
  }
}
