/** Functions on four numbers at a time, shared by the kernels. */

/** Bytes of four f32, the width of a vector. */
export const VECTOR: usize = 16;

/** sum + x · y, rounded once if the build and the processor can do so. */
export function multiplyAdd(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}

/** The sum of the four. */
export function total(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/** The largest of the four. */
export function largest(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

/**
 * 1.5 · 2²³: adding a number of at most 2²² rounds that number to a whole one, and the last bits of
 * the sum hold it.
 */
const ROUNDING: f32 = 12582912;
const LOG2E: f32 = 1.44269504088896341;

/**
 * eˣ with a relative error of about 1e-7 (Cephes, `expf`): x = n ln 2 + r, a polynomial in r, and 2ⁿ
 * put together from its bits. Results below the smallest normal number become that number. `pmin`,
 * `pmax` and a sum that rounds are one instruction each where `min`, `max`, `nearest` and the
 * conversion of a vector are several.
 */
export function exp(x: v128): v128 {
  const clamped = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88.0)), f32x4.splat(-87.3));
  const rounded = multiplyAdd(f32x4.splat(ROUNDING), clamped, f32x4.splat(LOG2E));
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDING));
  let r = multiplyAdd(clamped, n, f32x4.splat(-0.693359375));
  r = multiplyAdd(r, n, f32x4.splat(2.1219444e-4));
  let y = f32x4.splat(1.98756915e-4);
  y = multiplyAdd(f32x4.splat(1.3981999507e-3), y, r);
  y = multiplyAdd(f32x4.splat(8.3334519073e-3), y, r);
  y = multiplyAdd(f32x4.splat(4.1665795894e-2), y, r);
  y = multiplyAdd(f32x4.splat(1.6666665459e-1), y, r);
  y = multiplyAdd(f32x4.splat(5.0000001201e-1), y, r);
  y = f32x4.add(multiplyAdd(r, y, f32x4.mul(r, r)), f32x4.splat(1));
  // The bits of ROUNDING itself are shifted out.
  return v128.add<i32>(y, i32x4.shl(rounded, 23));
}

/**
 * eˣ for x ≤ 0 with a relative error of about 1e-7, in fewer instructions than `exp`: 2ʸ for
 * y = x log₂ e, n the whole number next to y and r = y − n. 2ⁿ is put together from its bits, 2ʳ is a
 * polynomial (least largest relative error, with 2⁰ = 1). Results below the smallest normal number
 * become that number. Rounding may have made x slightly larger than 0.
 */
export function expUpToZero(x: v128): v128 {
  const clamped = f32x4.pmax(f32x4.mul(x, f32x4.splat(LOG2E)), f32x4.splat(-126));
  const rounded = f32x4.add(clamped, f32x4.splat(ROUNDING));
  const r = f32x4.sub(clamped, f32x4.sub(rounded, f32x4.splat(ROUNDING)));
  let y = f32x4.splat(1.535336193e-4);
  y = multiplyAdd(f32x4.splat(1.339887441e-3), y, r);
  y = multiplyAdd(f32x4.splat(9.618437357e-3), y, r);
  y = multiplyAdd(f32x4.splat(5.550332471e-2), y, r);
  y = multiplyAdd(f32x4.splat(2.402264791e-1), y, r);
  y = multiplyAdd(f32x4.splat(6.931472029e-1), y, r);
  y = multiplyAdd(f32x4.splat(1), y, r);
  return v128.add<i32>(y, i32x4.shl(rounded, 23));
}

/** σ(x) = 1 / (1 + e⁻ˣ). */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

/**
 * atan2(y, x) for x ≥ 0 (Cephes, `atanf`): the angle of the smaller over the larger, which is brought
 * below tan(π/8) once more, a polynomial, and the way back. 0 where both are 0.
 */
export function atan2(y: v128, x: v128): v128 {
  const high = f32x4.abs(y);
  const steep = f32x4.gt(high, x);
  const small = f32x4.min(high, x);
  const large = f32x4.max(high, x);
  const ratio = f32x4.div(small, f32x4.max(large, f32x4.splat(f32.MIN_NORMAL_VALUE)));
  const one = f32x4.splat(1);
  const folded = f32x4.gt(ratio, f32x4.splat(0.414213562373095));
  const turned = f32x4.div(f32x4.sub(ratio, one), f32x4.add(ratio, one));
  const t = v128.bitselect(turned, ratio, folded);
  const z = f32x4.mul(t, t);
  let p = f32x4.splat(8.05374449538e-2);
  p = multiplyAdd(f32x4.splat(-1.38776856032e-1), p, z);
  p = multiplyAdd(f32x4.splat(1.99777106478e-1), p, z);
  p = multiplyAdd(f32x4.splat(-3.33329491539e-1), p, z);
  let angle = multiplyAdd(t, f32x4.mul(p, z), t);
  angle = f32x4.add(angle, v128.and(folded, f32x4.splat(0.7853981633974483)));
  angle = v128.bitselect(f32x4.sub(f32x4.splat(1.5707963267948966), angle), angle, steep);
  return v128.or(angle, v128.and(y, f32x4.splat(-0.0)));
}

/** The first `count` < 4 numbers at `from`, the rest zero. */
export function loadSome(from: usize, count: i32): v128 {
  let v = f32x4.splat(0);
  if (count > 0) v = f32x4.replace_lane(v, 0, load<f32>(from));
  if (count > 1) v = f32x4.replace_lane(v, 1, load<f32>(from, 4));
  if (count > 2) v = f32x4.replace_lane(v, 2, load<f32>(from, 8));
  return v;
}

/** Stores the first `count` < 4 numbers. */
export function storeSome(to: usize, v: v128, count: i32): void {
  if (count > 0) store<f32>(to, f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(v, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(v, 2), 8);
}

/** Four numbers, or the `rest` of them. */
export function take(from: usize, rest: i32): v128 {
  return rest >= 4 ? v128.load(from) : loadSome(from, rest);
}

/** Stores four numbers, or the first `rest` of them. */
export function put(to: usize, v: v128, rest: i32): void {
  if (rest >= 4) v128.store(to, v);
  else storeSome(to, v, rest);
}
