import type { RotaryTable } from '../hrm/positions';

/**
 * Computes the attention weights of one position: one query over all keys, for every head. It is
 * the op `attention` for one query, but it returns the weights instead of the mixed values.
 *
 * @param qkv [L·3D] as in `attention`, @param heads H
 * @returns [H·L]; the weights of a head add up to 1
 */
export function attentionRow(
  qkv: Float32Array,
  rope: Pick<RotaryTable, 'cos' | 'sin'> | null,
  heads: number,
  query: number,
  length: number,
): Float32Array {
  const hidden = qkv.length / length / 3;
  const size = hidden / heads;
  const row = new Float32Array(heads * length);
  const scale = 1 / Math.sqrt(size);
  const q = new Float64Array(size);
  const k = new Float64Array(size);
  for (let head = 0; head < heads; head++) {
    rotated(qkv, query * 3 * hidden + head * size, rope, query, q);
    const weights = row.subarray(head * length, (head + 1) * length);
    let largest = -Infinity;
    for (let key = 0; key < length; key++) {
      rotated(qkv, key * 3 * hidden + hidden + head * size, rope, key, k);
      let score = 0;
      for (let i = 0; i < size; i++) score += q[i]! * k[i]!;
      weights[key] = score * scale;
      largest = Math.max(largest, weights[key]!);
    }
    let sum = 0;
    for (let key = 0; key < length; key++) {
      weights[key] = Math.exp(weights[key]! - largest);
      sum += weights[key]!;
    }
    for (let key = 0; key < length; key++) weights[key]! /= sum;
  }
  return row;
}

/** The mean of the heads, [L]. */
export function meanOfHeads(row: Float32Array, heads: number): Float32Array {
  const length = row.length / heads;
  return Float32Array.from({ length }, (_, key) => {
    let sum = 0;
    for (let head = 0; head < heads; head++) sum += row[head * length + key]!;
    return sum / heads;
  });
}

/** One head's q or k at a position, its channels i and i + d/2 rotated by the position's angles. */
function rotated(
  from: Float32Array,
  at: number,
  rope: Pick<RotaryTable, 'cos' | 'sin'> | null,
  position: number,
  into: Float64Array,
): void {
  const half = into.length / 2;
  for (let i = 0; i < into.length; i++) into[i] = from[at + i]!;
  if (rope === null) return;
  for (let i = 0; i < half; i++) {
    const [c, s] = [rope.cos[position * half + i]!, rope.sin[position * half + i]!];
    const [low, high] = [into[i]!, into[half + i]!];
    into[i] = low * c - high * s;
    into[half + i] = high * c + low * s;
  }
}
