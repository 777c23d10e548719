import type { ArgsOf } from '../op-specs';
import { loadRotated } from './rotary';
import { floats } from './tensor';

export function attention({ qkv, rope, heads, out, saveLogSumExp }: ArgsOf<'attention'>): void {
  const [batch, length, hidden] = out.shape as [number, number, number];
  const size = hidden / heads;
  const source = floats(qkv);
  const target = floats(out);
  const saved = saveLogSumExp ? floats(saveLogSumExp) : null;
  const scale = 1 / Math.sqrt(size);
  const q = new Float64Array(length * size);
  const k = new Float64Array(length * size);
  const scores = new Float64Array(length);
  const mixed = new Float64Array(size);

  for (let b = 0; b < batch; b++) {
    for (let head = 0; head < heads; head++) {
      const column = head * size;
      const rowAt = (position: number) => (b * length + position) * 3 * hidden;
      for (let position = 0; position < length; position++) {
        loadRotated(source, rowAt(position) + column, rope, position, size, q);
        loadRotated(source, rowAt(position) + hidden + column, rope, position, size, k);
      }
      for (let query = 0; query < length; query++) {
        let largest = -Infinity;
        for (let key = 0; key < length; key++) {
          let dot = 0;
          for (let i = 0; i < size; i++) dot += q[query * size + i]! * k[key * size + i]!;
          scores[key] = dot * scale;
          if (scores[key]! > largest) largest = scores[key]!;
        }
        let sum = 0;
        mixed.fill(0);
        for (let key = 0; key < length; key++) {
          const weight = Math.exp(scores[key]! - largest);
          sum += weight;
          const valueAt = rowAt(key) + 2 * hidden + column;
          for (let i = 0; i < size; i++) mixed[i]! += weight * source[valueAt + i]!;
        }
        const outAt = (b * length + query) * hidden + column;
        for (let i = 0; i < size; i++) target[outAt + i] = mixed[i]! / sum;
        if (saved) saved[(b * heads + head) * length + query] = largest + Math.log(sum);
      }
    }
  }
}
