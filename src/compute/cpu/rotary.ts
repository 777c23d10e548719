import type { ArgsOf } from '../op-specs';
import { floats, type Floats } from './tensor';

type Rope = ArgsOf<'attention'>['rope'];

/** One head's q or k at one position, turned by its rotary angles, into `into[position, :]`. */
export function loadRotated(
  source: Floats,
  at: number,
  rope: Rope,
  position: number,
  size: number,
  into: Float64Array,
): void {
  turn(source, at, rope, position, size, 1, into, position * size);
}

/**
 * The backward pass: `from[position, :]` turned by the opposite angles, into `target[at, :]`. A
 * rotation's transpose is its inverse.
 */
export function storeUnrotated(
  from: Float64Array,
  rope: Rope,
  position: number,
  size: number,
  target: Floats,
  at: number,
): void {
  turn(from, position * size, rope, position, size, -1, target, at);
}

function turn(
  source: Floats,
  at: number,
  rope: Rope,
  position: number,
  size: number,
  direction: 1 | -1,
  target: Floats,
  to: number,
): void {
  if (rope === null) {
    for (let i = 0; i < size; i++) target[to + i] = source[at + i]!;
    return;
  }
  const half = size / 2;
  const cos = floats(rope.cos);
  const sin = floats(rope.sin);
  for (let i = 0; i < half; i++) {
    const c = cos[position * half + i]!;
    const s = direction * sin[position * half + i]!;
    const low = source[at + i]!;
    const high = source[at + half + i]!;
    target[to + i] = low * c - high * s;
    target[to + half + i] = high * c + low * s;
  }
}
