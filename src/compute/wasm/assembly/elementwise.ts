import { loadSome, put, storeSome, take, VECTOR } from './vectors';

/** out = a + b + c, or a + b if `c` is not given. */
export function add(a: usize, b: usize, c: usize, out: usize, count: i32): void {
  const whole = (<usize>(count & ~3)) << 2;
  for (let i: usize = 0; i < whole; i += VECTOR) {
    let sum = f32x4.add(v128.load(a + i), v128.load(b + i));
    if (c) sum = f32x4.add(sum, v128.load(c + i));
    v128.store(out + i, sum);
  }
  for (let i = whole; i < (<usize>count) << 2; i += 4) {
    const sum = load<f32>(a + i) + load<f32>(b + i);
    store<f32>(out + i, c ? sum + load<f32>(c + i) : sum);
  }
}

/** x ← factor · x. */
export function scale(x: usize, count: i32, factor: f32): void {
  for (let i = 0; i < count; i += 4) {
    const at = x + ((<usize>i) << 2);
    put(at, f32x4.mul(take(at, count - i), f32x4.splat(factor)), count - i);
  }
}

/** rows[row, :] += bias. */
export function addBias(rows: usize, bias: usize, count: i32, width: i32): void {
  const size = (<usize>width) << 2;
  for (let row = 0; row < count; row++) {
    for (let i: usize = 0; i < size; i += 4) {
      store<f32>(rows + i, load<f32>(rows + i) + load<f32>(bias + i));
    }
    rows += size;
  }
}

/** sums[column] = Σ_row rows[row, column], or the same added to the old sums. */
export function sumColumns(
  rows: usize,
  sums: usize,
  count: i32,
  width: i32,
  accumulate: bool,
): void {
  for (let column = 0; column < width; column++) {
    let sum: f64 = 0;
    let at = rows + ((<usize>column) << 2);
    for (let row = 0; row < count; row++) {
      sum += <f64>load<f32>(at);
      at += (<usize>width) << 2;
    }
    const to = sums + ((<usize>column) << 2);
    store<f32>(to, <f32>(accumulate ? sum + <f64>load<f32>(to) : sum));
  }
}

/**
 * out = scale · (row + position) for `count` numbers. Only the first `filled` of them have a row.
 */
export function embed(
  row: usize,
  filled: i32,
  position: usize,
  scale: f32,
  out: usize,
  count: i32,
): void {
  const factor = f32x4.splat(scale);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const here = filled - i;
    let v = here >= 4 ? v128.load(row + at) : loadSome(row + at, here);
    if (count - i >= 4) {
      if (position) v = f32x4.add(v, v128.load(position + at));
      v128.store(out + at, f32x4.mul(v, factor));
    } else {
      if (position) v = f32x4.add(v, loadSome(position + at, count - i));
      storeSome(out + at, f32x4.mul(v, factor), count - i);
    }
  }
}
