import { multiplyAdd } from './vectors';

/**
 * Matrix products after Goto and van de Geijn ("Anatomy of High-Performance Matrix Multiplication",
 * 2008): both operands are copied so that the innermost loop reads straight on, and a block of
 * 4 × 8 sums stays in registers.
 *
 * An operand is packed in panels of a few *lines* (rows of the left operand, columns of the right
 * one): for each step of the sum, the panel's numbers lie together. Lines past the last are zero.
 */

/** Lines of a panel of the left and of the right operand. */
const LEFT: i32 = 4;
const RIGHT: i32 = 8;

/** Steps of the sum computed at once, and numbers of the left operand packed at once: 64 KiB. */
const STEPS: i32 = 512;
const LEFT_NUMBERS: i32 = 16384;
const leftPanels: usize = memory.data(LEFT_NUMBERS * 4, 16);
/** A block of sums that reaches over the edge of the result. */
const edge: usize = memory.data(LEFT * RIGHT * 4, 16);

/** Packs an operand whose number for (step, line) lies at source + step · stepStride + line · lineStride. */
function packPanels(
  source: usize,
  target: usize,
  lines: i32,
  steps: i32,
  lineStride: usize,
  stepStride: usize,
  width: i32,
): void {
  for (let line = 0; line < lines; line += width) {
    const here = min(width, lines - line);
    const from = source + <usize>line * lineStride;
    if (here === width && lineStride === 4) {
      // The lines of a step already lie side by side.
      let at = from;
      for (let step = 0; step < steps; step++) {
        v128.store(target, v128.load(at));
        if (width === RIGHT) v128.store(target, v128.load(at, 16), 16);
        at += stepStride;
        target += (<usize>width) << 2;
      }
    } else if (here === width && stepStride === 4) {
      for (let part = 0; part < width; part += 4) {
        transposePanel(
          from + <usize>part * lineStride,
          target + ((<usize>part) << 2),
          steps,
          lineStride,
          (<usize>width) << 2,
        );
      }
      target += (<usize>(width * steps)) << 2;
    } else {
      for (let step = 0; step < steps; step++) {
        const at = from + <usize>step * stepStride;
        for (let part = 0; part < width; part++) {
          store<f32>(target, part < here ? load<f32>(at + <usize>part * lineStride) : 0);
          target += 4;
        }
      }
    }
  }
}

/** Four lines that lie along the steps, four steps at a time. */
function transposePanel(
  source: usize,
  target: usize,
  steps: i32,
  lineStride: usize,
  targetStride: usize,
): void {
  const last = source + ((<usize>steps) << 2);
  let x0 = source;
  for (; x0 + 16 <= last; x0 += 16) {
    const x1 = x0 + lineStride;
    const x2 = x1 + lineStride;
    const a = v128.load(x0);
    const b = v128.load(x1);
    const c = v128.load(x2);
    const d = v128.load(x2 + lineStride);
    const lowAB = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const lowCD = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const highAB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const highCD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(target, v128.shuffle<f64>(lowAB, lowCD, 0, 2));
    target += targetStride;
    v128.store(target, v128.shuffle<f64>(lowAB, lowCD, 1, 3));
    target += targetStride;
    v128.store(target, v128.shuffle<f64>(highAB, highCD, 0, 2));
    target += targetStride;
    v128.store(target, v128.shuffle<f64>(highAB, highCD, 1, 3));
    target += targetStride;
  }
  for (; x0 < last; x0 += 4) {
    const x2 = x0 + 2 * lineStride;
    store<f32>(target, load<f32>(x0));
    store<f32>(target, load<f32>(x0 + lineStride), 4);
    store<f32>(target, load<f32>(x2), 8);
    store<f32>(target, load<f32>(x2 + lineStride), 12);
    target += targetStride;
  }
}

/**
 * Packs the right operand of a product, b[step, column] at source + step · stepStride +
 * column · columnStride, into ⌈columns / 8⌉ · 8 · steps numbers.
 */
export function pack(
  source: usize,
  target: usize,
  columns: i32,
  steps: i32,
  columnStride: usize,
  stepStride: usize,
): void {
  packPanels(source, target, columns, steps, columnStride, stepStride, RIGHT);
}

/**
 * c[row, column] = Σ_step a[row, step] · b[step, column], or the same added to c.
 *
 * @param a number (row, step) at a + row · rowStride + step · stepStride
 * @param b as `pack` leaves it
 * @param c row by row, `outStride` bytes apart
 */
export function multiply(
  a: usize,
  rowStride: usize,
  stepStride: usize,
  b: usize,
  c: usize,
  outStride: usize,
  rows: i32,
  columns: i32,
  steps: i32,
  accumulate: bool,
): void {
  for (let step = 0; step < steps; step += STEPS) {
    const depth = min(STEPS, steps - step);
    const chunk = min(rows, (LEFT_NUMBERS / depth) & ~(LEFT - 1));
    for (let row = 0; row < rows; row += chunk) {
      const here = min(chunk, rows - row);
      const from = a + <usize>row * rowStride + <usize>step * stepStride;
      packPanels(from, leftPanels, here, depth, rowStride, stepStride, LEFT);
      for (let column = 0; column < columns; column += RIGHT) {
        const panel = b + ((<usize>(column * steps + step * RIGHT)) << 2);
        let left = leftPanels;
        let out = c + <usize>row * outStride + ((<usize>column) << 2);
        for (let i = 0; i < here; i += LEFT) {
          const added = accumulate || step > 0;
          if (here - i >= LEFT && columns - column >= RIGHT) {
            multiplyBlock(left, panel, depth, out, outStride, added);
          } else {
            multiplyBlock(left, panel, depth, edge, RIGHT << 2, false);
            copyEdge(out, outStride, min(LEFT, here - i), min(RIGHT, columns - column), added);
          }
          left += (<usize>(LEFT * depth)) << 2;
          out += <usize>LEFT * outStride;
        }
      }
    }
  }
}

/** A block of 4 × 8 sums over `depth` steps. */
function multiplyBlock(
  a: usize,
  b: usize,
  depth: i32,
  out: usize,
  outStride: usize,
  accumulate: bool,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (let step = 0; step < depth; step++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<f32>(a);
    c00 = multiplyAdd(c00, x, b0);
    c01 = multiplyAdd(c01, x, b1);
    x = v128.load_splat<f32>(a, 4);
    c10 = multiplyAdd(c10, x, b0);
    c11 = multiplyAdd(c11, x, b1);
    x = v128.load_splat<f32>(a, 8);
    c20 = multiplyAdd(c20, x, b0);
    c21 = multiplyAdd(c21, x, b1);
    x = v128.load_splat<f32>(a, 12);
    c30 = multiplyAdd(c30, x, b0);
    c31 = multiplyAdd(c31, x, b1);
    a += 16;
    b += 32;
  }
  if (accumulate) {
    const row1 = out + outStride;
    const row2 = row1 + outStride;
    const row3 = row2 + outStride;
    c00 = f32x4.add(c00, v128.load(out));
    c01 = f32x4.add(c01, v128.load(out, 16));
    c10 = f32x4.add(c10, v128.load(row1));
    c11 = f32x4.add(c11, v128.load(row1, 16));
    c20 = f32x4.add(c20, v128.load(row2));
    c21 = f32x4.add(c21, v128.load(row2, 16));
    c30 = f32x4.add(c30, v128.load(row3));
    c31 = f32x4.add(c31, v128.load(row3, 16));
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  out += outStride;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  out += outStride;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  out += outStride;
  v128.store(out, c30);
  v128.store(out, c31, 16);
}

function copyEdge(out: usize, outStride: usize, rows: i32, columns: i32, added: bool): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = out + <usize>row * outStride + ((<usize>column) << 2);
      const sum = load<f32>(edge + ((<usize>(row * RIGHT + column)) << 2));
      store<f32>(at, added ? load<f32>(at) + sum : sum);
    }
  }
}
