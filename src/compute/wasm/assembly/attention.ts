import { scale } from './elementwise';
import { multiply, pack } from './products';
import { expUpToZero, largest, loadSome, multiplyAdd, storeSome, total, VECTOR } from './vectors';

/**
 * Attention one head at a time, `QUERIES` queries against all keys: their scores are a product whose
 * rows stay in the cache through softmax and the sum of the values.
 */
const QUERIES: i32 = 32;
/**
 * 1 / Σ exp(score − the largest) of each query. Its sum of values is multiplied by this at the end.
 */
const factors: usize = memory.data(QUERIES * 4, 16);

/** Bytes of a row of scores: the keys, filled up to whole vectors. */
function scoreStride(length: i32): usize {
  return (<usize>((length + 7) & ~7)) << 2;
}

/** A count rounded up to whole panels of the right operand. */
function panels(lines: i32): usize {
  return <usize>((lines + 7) & ~7);
}

/**
 * q or k of one head at all positions, turned by the rotary angles (by the opposite angles if
 * `direction` is −1) and multiplied by `scale`. Without angles they are only multiplied.
 */
function rotate(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  cos: usize,
  sin: usize,
  length: i32,
  size: i32,
  scale: f32,
  direction: f32,
): void {
  const factor = f32x4.splat(scale);
  const turn = f32x4.splat(scale * direction);
  const half = size >> 1;
  const far = (<usize>half) << 2;
  for (let position = 0; position < length; position++) {
    if (cos) {
      for (let i = 0; i < half; i += 4) {
        const at = (<usize>i) << 2;
        const rest = half - i;
        const some = rest < 4;
        const low = some ? loadSome(source + at, rest) : v128.load(source + at);
        const high = some ? loadSome(source + far + at, rest) : v128.load(source + far + at);
        const c = f32x4.mul(factor, some ? loadSome(cos + at, rest) : v128.load(cos + at));
        const s = f32x4.mul(turn, some ? loadSome(sin + at, rest) : v128.load(sin + at));
        const a = f32x4.sub(f32x4.mul(low, c), f32x4.mul(high, s));
        const b = f32x4.add(f32x4.mul(high, c), f32x4.mul(low, s));
        if (some) {
          storeSome(target + at, a, rest);
          storeSome(target + far + at, b, rest);
        } else {
          v128.store(target + at, a);
          v128.store(target + far + at, b);
        }
      }
      cos += far;
      sin += far;
    } else {
      for (let i: usize = 0; i < (<usize>size) << 2; i += 4) {
        store<f32>(target + i, load<f32>(source + i) * scale);
      }
    }
    source += sourceStride;
    target += targetStride;
  }
}

/**
 * See `Ops.attention`.
 *
 * @param logSumExp [batch, heads, length], or 0
 * @param scratch 32 (length + 8) + 3 (length + 8) (size + 8) numbers
 */
export function attention(
  qkv: usize,
  cos: usize,
  sin: usize,
  out: usize,
  logSumExp: usize,
  scratch: usize,
  batch: i32,
  length: i32,
  heads: i32,
  size: i32,
): void {
  const hidden = (<usize>(heads * size)) << 2;
  const row: usize = 3 * hidden;
  const width = (<usize>size) << 2;
  const inverseRoot: f32 = 1 / Mathf.sqrt(<f32>size);
  const stride = scoreStride(length);
  // Whole panels of keys. There is room for the scores past the last key, and softmax drops them.
  const columns = <i32>(stride >> 2);
  const scores = scratch;
  const q = scores + <usize>QUERIES * stride;
  const keys = q + <usize>length * width;
  const values = keys + panels(length) * width;
  for (let b = 0; b < batch; b++) {
    for (let head = 0; head < heads; head++) {
      const from = qkv + <usize>(b * length) * row + <usize>head * width;
      const to = out + <usize>(b * length) * hidden + <usize>head * width;
      // The turned keys are packed from where the queries then go.
      rotate(from + hidden, row, q, width, cos, sin, length, size, 1, 1);
      pack(q, keys, length, size, width, 4);
      rotate(from, row, q, width, cos, sin, length, size, inverseRoot, 1);
      pack(from + 2 * hidden, values, size, length, 4, row);
      for (let query = 0; query < length; query += QUERIES) {
        const here = min(QUERIES, length - query);
        const at = q + <usize>query * width;
        multiply(at, width, 4, keys, scores, stride, here, columns, size, false);
        for (let i = 0; i < here; i++) {
          const total = exponentials(scores + <usize>i * stride, length, stride, i);
          if (logSumExp) {
            store<f32>(logSumExp, total);
            logSumExp += 4;
          }
        }
        const mixed = to + <usize>query * hidden;
        multiply(scores, stride, 4, values, mixed, hidden, here, size, length, false);
        for (let i = 0; i < here; i++) {
          scale(mixed + <usize>i * hidden, size, load<f32>(factors + ((<usize>i) << 2)));
        }
      }
    }
  }
}

/**
 * A row of scores becomes exp(score − the largest). `factors[query]` becomes the factor that turns
 * these into probabilities. Returns log Σ exp(score).
 */
function exponentials(row: usize, length: i32, stride: usize, query: i32): f32 {
  const end = row + stride;
  for (let i = row + ((<usize>length) << 2); i < end; i += 4) store<f32>(i, -f32.MAX_VALUE);
  // Two at a time, because each has to wait for the one before it.
  let most = v128.load(row);
  let more = v128.load(row, VECTOR);
  for (let i = row + 2 * VECTOR; i < end; i += 2 * VECTOR) {
    most = f32x4.pmax(most, v128.load(i));
    more = f32x4.pmax(more, v128.load(i, VECTOR));
  }
  const top = largest(f32x4.pmax(most, more));
  const shift = f32x4.splat(top);
  let sums = f32x4.splat(0);
  for (let i = row; i < end; i += VECTOR) {
    const e = expUpToZero(f32x4.sub(v128.load(i), shift));
    v128.store(i, e);
    sums = f32x4.add(sums, e);
  }
  const sum = total(sums);
  store<f32>(factors + ((<usize>query) << 2), 1 / sum);
  return top + Mathf.log(sum);
}

/**
 * See `TrainingOps.attentionBackward`. With q scaled by 1/√d and P the probabilities: dP = g vᵀ,
 * dS = P ∘ (dP − Σ g ∘ out), dq = dS k / √d, dk = dSᵀ q, dv = Pᵀ g, dq and dk turned back.
 *
 * @param scratch 64 (length + 8) + 9 (length + 8) (size + 8) numbers
 */
export function attentionBackward(
  qkv: usize,
  cos: usize,
  sin: usize,
  out: usize,
  logSumExp: usize,
  dOut: usize,
  dQkv: usize,
  scratch: usize,
  batch: i32,
  length: i32,
  heads: i32,
  size: i32,
): void {
  const hidden = (<usize>(heads * size)) << 2;
  const row: usize = 3 * hidden;
  const width = (<usize>size) << 2;
  const inverseRoot: f32 = 1 / Mathf.sqrt(<f32>size);
  const stride = scoreStride(length);
  // Whole panels of keys, as in `attention`. Numbers past the last key are not read.
  const columns = <i32>(stride >> 2);
  const block = <usize>QUERIES * stride;
  const across = panels(length) * width;
  const along = <usize>length * (panels(size) << 2);
  const probabilities = scratch;
  const dScores = probabilities + block;
  const q = dScores + block;
  const k = q + <usize>length * width;
  const dQ = k + <usize>length * width;
  const dK = dQ + <usize>length * width;
  const keys = dK + <usize>length * width;
  const values = keys + across;
  const keyRows = values + across;
  const queryRows = keyRows + along;
  const gradientRows = queryRows + along;
  for (let b = 0; b < batch; b++) {
    for (let head = 0; head < heads; head++) {
      const from = qkv + <usize>(b * length) * row + <usize>head * width;
      const to = dQkv + <usize>(b * length) * row + <usize>head * width;
      const mixed = out + <usize>(b * length) * hidden + <usize>head * width;
      const g = dOut + <usize>(b * length) * hidden + <usize>head * width;
      rotate(from, row, q, width, cos, sin, length, size, inverseRoot, 1);
      rotate(from + hidden, row, k, width, cos, sin, length, size, 1, 1);
      pack(k, keys, length, size, width, 4);
      pack(k, keyRows, size, length, 4, width);
      pack(from + 2 * hidden, values, length, size, row, 4);
      for (let query = 0; query < length; query += QUERIES) {
        const here = min(QUERIES, length - query);
        const q0 = q + <usize>query * width;
        const g0 = g + <usize>query * hidden;
        multiply(q0, width, 4, keys, probabilities, stride, here, columns, size, false);
        multiply(g0, hidden, 4, values, dScores, stride, here, columns, size, false);
        for (let i = 0; i < here; i++) {
          const at = <usize>(query + i) * hidden;
          const delta = dot(g + at, mixed + at, size);
          const p = probabilities + <usize>i * stride;
          scoreGradient(p, dScores + <usize>i * stride, load<f32>(logSumExp), delta, length);
          logSumExp += 4;
        }
        const more = query > 0;
        multiply(
          dScores,
          stride,
          4,
          keyRows,
          dQ + <usize>query * width,
          width,
          here,
          size,
          length,
          false,
        );
        pack(q0, queryRows, size, here, 4, width);
        multiply(dScores, 4, stride, queryRows, dK, width, length, size, here, more);
        pack(g0, gradientRows, size, here, 4, hidden);
        multiply(
          probabilities,
          4,
          stride,
          gradientRows,
          to + 2 * hidden,
          row,
          length,
          size,
          here,
          more,
        );
      }
      rotate(dQ, width, to, row, cos, sin, length, size, inverseRoot, -1);
      rotate(dK, width, to + hidden, row, cos, sin, length, size, 1, -1);
    }
  }
}

function dot(a: usize, b: usize, count: i32): f32 {
  let sums = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const rest = count - i;
    const x = rest >= 4 ? v128.load(a + at) : loadSome(a + at, rest);
    const y = rest >= 4 ? v128.load(b + at) : loadSome(b + at, rest);
    sums = multiplyAdd(sums, x, y);
  }
  return total(sums);
}

/** Scores become probabilities, p = exp(score − logSumExp), and dP becomes p ∘ (dP − delta). */
function scoreGradient(
  scores: usize,
  dProbabilities: usize,
  logSumExp: f32,
  delta: f32,
  length: i32,
): void {
  const shift = f32x4.splat(logSumExp);
  const less = f32x4.splat(delta);
  // Numbers past the last key are never read.
  for (let i: usize = 0; i < (<usize>length) << 2; i += VECTOR) {
    const p = expUpToZero(f32x4.sub(v128.load(scores + i), shift));
    v128.store(scores + i, p);
    const dP = v128.load(dProbabilities + i);
    v128.store(dProbabilities + i, f32x4.mul(p, f32x4.sub(dP, less)));
  }
}
