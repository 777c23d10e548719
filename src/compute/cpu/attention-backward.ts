import type { ArgsOf } from '../op-specs';
import { loadRotated, storeUnrotated } from './rotary';
import { floats } from './tensor';

/**
 * With P the attention probabilities of a head and g = dOut: dV = Pᵀ g, dP = g Vᵀ, dS = P ∘ (dP − Σ
 * g ∘ out), dQ = dS K / √d, dK = dSᵀ Q / √d, the last two rotated back.
 */
export function attentionBackward(args: ArgsOf<'attentionBackward'>): void {
  const { qkv, rope, heads, out, logSumExp, dOut, dQkv } = args;
  const [batch, length, hidden] = out.shape as [number, number, number];
  const size = hidden / heads;
  const scale = 1 / Math.sqrt(size);
  const source = floats(qkv);
  const mixed = floats(out);
  const gs = floats(dOut);
  const totals = floats(logSumExp);
  const target = floats(dQkv);
  const [q, k, dQ, dK, dV] = Array.from({ length: 5 }, () => new Float64Array(length * size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];

  for (let b = 0; b < batch; b++) {
    for (let head = 0; head < heads; head++) {
      const column = head * size;
      const rowAt = (position: number) => (b * length + position) * 3 * hidden + column;
      for (let position = 0; position < length; position++) {
        loadRotated(source, rowAt(position), rope, position, size, q);
        loadRotated(source, rowAt(position) + hidden, rope, position, size, k);
      }
      for (const gradient of [dQ, dK, dV]) gradient.fill(0);
      for (let query = 0; query < length; query++) {
        const outAt = (b * length + query) * hidden + column;
        const total = totals[(b * heads + head) * length + query]!;
        let delta = 0;
        for (let i = 0; i < size; i++) delta += gs[outAt + i]! * mixed[outAt + i]!;
        for (let key = 0; key < length; key++) {
          const valueAt = rowAt(key) + 2 * hidden;
          const keyAt = key * size;
          const queryAt = query * size;
          let score = 0;
          let dP = 0;
          for (let i = 0; i < size; i++) {
            score += q[queryAt + i]! * k[keyAt + i]!;
            dP += gs[outAt + i]! * source[valueAt + i]!;
          }
          const probability = Math.exp(score * scale - total);
          const dScore = probability * (dP - delta) * scale;
          for (let i = 0; i < size; i++) {
            dQ[queryAt + i]! += dScore * k[keyAt + i]!;
            dK[keyAt + i]! += dScore * q[queryAt + i]!;
            dV[keyAt + i]! += probability * gs[outAt + i]!;
          }
        }
      }
      for (let position = 0; position < length; position++) {
        const at = rowAt(position);
        storeUnrotated(dQ, rope, position, size, target, at);
        storeUnrotated(dK, rope, position, size, target, at + hidden);
        storeUnrotated(dV, null, position, size, target, at + 2 * hidden);
      }
    }
  }
}
