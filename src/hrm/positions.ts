import { prefixLength, sequenceLength, usesRope, type HrmConfig } from './config';

export interface RotaryTable {
  /** [L, d/2]: a pair of channels of a head shares an angle. */
  readonly cos: Float32Array;
  readonly sin: Float32Array;
  readonly shape: readonly [number, number];
}

/**
 * Angles of the rotary positions (RoFormer, arXiv 2104.09864); `null` for a model without them.
 *
 * One dimension, official: the angle of pair i at position p is p · theta^(−2i/d), positions
 * running over prefix and cells. Two dimensions, an extension: the first half of the pairs turns
 * with the row and the second with the column of a square grid, each like one dimension of a head
 * half as wide. The prefix is at the origin, and the cells start at row 1, column 1.
 */
export function rotaryTable(config: HrmConfig): RotaryTable | null {
  if (!usesRope(config)) return null;
  const length = sequenceLength(config);
  const prefix = prefixLength(config);
  const half = config.hidden_size / config.num_heads / 2;
  const cos = new Float32Array(length * half);
  const sin = new Float32Array(length * half);
  const fill = (position: number, from: number, pairs: number, coordinate: number) => {
    for (let pair = 0; pair < pairs; pair++) {
      // The official table is f32 throughout; rounding a frequency later would give other angles at
      // far positions.
      const frequency = Math.fround(1 / Math.fround(config.rope_theta ** (pair / pairs)));
      const angle = Math.fround(coordinate * frequency);
      cos[position * half + from + pair] = Math.cos(angle);
      sin[position * half + from + pair] = Math.sin(angle);
    }
  };
  const planar = config.pos_encodings.endsWith('rope2d');
  const side = Math.sqrt(config.seq_len);
  const shift = prefix > 0 ? 1 : 0;
  for (let position = 0; position < length; position++) {
    if (!planar) {
      fill(position, 0, half, position);
      continue;
    }
    const cell = position - prefix;
    const row = cell < 0 ? 0 : Math.floor(cell / side) + shift;
    const column = cell < 0 ? 0 : (cell % side) + shift;
    fill(position, 0, half / 2, row);
    fill(position, half / 2, half / 2, column);
  }
  return { cos, sin, shape: [length, half] };
}
