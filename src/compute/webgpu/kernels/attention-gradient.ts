import { unroll } from './kernel';
import type { MatmulTile, TileShape } from './matmul-tile';

/**
 * What the two kernels of the attention gradient share. A workgroup holds a tile of rows of one
 * head, queries or keys, and passes all positions of the other kind, 32 at a time.
 */
export interface HeadShape {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  /** Channels of a head. */
  readonly size: number;
  readonly rope: boolean;
}

/** Columns of a tile, and the vectors of a row that are mixed together. */
const COLUMNS = 32;
const VECTORS = 8;
/** One more than the COLUMNS / 4 vectors of weights, so that rows begin in different memory banks. */
const STRIDE = COLUMNS / 4 + 1;

/**
 * Position that a column of the tile stands for. A thread holds columns threadX + 8j; so told, they
 * are four neighbours, and their weights are stored as one vector.
 */
export function neighbours(column: string): string {
  return `((${column}) % 8u * 4u + (${column}) / 8u)`;
}

/** The j-th of these four. */
export function neighbour(j: number): string {
  return `(4u * threadX + ${j}u)`;
}

/** Sums Σ over columns of weight · row, which a thread keeps for its rows, four channels at a time. */
export interface Mixture {
  readonly declarations: string;
  declare(name: string): string;
  /** Statements that put a thread's weights where the others find them. */
  weigh(weight: (i: number, j: number) => string): string;
  /** Statements that add the rows that `fetch(column, channel4)` yields. Holds barriers. */
  add(name: string, fetch: (column: string, channel4: string) => string): string;
  /** Text for each row of a thread and each vector of it: WGSL for channel4, and the sum. */
  each(name: string, text: (i: number, channel4: string, sum: string) => string): string;
}

/** @param shape a tile of 8 × 4 columns */
export function mixture(tile: MatmulTile, shape: TileShape, size: number): Mixture {
  const { rowsPerThread } = shape;
  const chunks = Math.ceil(size / (4 * VECTORS));
  const sum = (name: string, chunk: number, i: number) => `${name}_${chunk}_${i}`;
  const eachRow = (text: (i: number) => string) => unroll(rowsPerThread, text);
  return {
    declarations: /* wgsl */ `
var<workgroup> weights: array<vec4f, ${tile.rows * STRIDE}>;
var<workgroup> mixed: array<vec4f, ${COLUMNS * VECTORS}>;`,
    declare: (name) =>
      unroll(chunks, (chunk) => eachRow((i) => `var ${sum(name, chunk, i)} = vec4f();`)),
    weigh: (weight) =>
      eachRow(
        (i) => `weights[${tile.row(i)} * ${STRIDE}u + threadX] =
      vec4f(${[0, 1, 2, 3].map((j) => weight(i, j)).join(', ')});`,
      ),
    add: (name, fetch) =>
      unroll(
        chunks,
        (chunk) => `
    ${chunk > 0 ? 'workgroupBarrier();' : ''}
    for (var i = thread; i < ${COLUMNS * VECTORS}u; i += ${tile.threads}u) {
      mixed[i] = ${fetch(`i / ${VECTORS}u`, `${chunk * VECTORS}u + i % ${VECTORS}u`)};
    }
    workgroupBarrier();
    for (var column4 = 0u; column4 < ${COLUMNS / 4}u; column4++) {
      ${eachRow((i) => `let weights_${i} = weights[${tile.row(i)} * ${STRIDE}u + column4];`)}
      ${unroll(
        4,
        (j) => `
      let row_${j} = mixed[(4u * column4 + ${j}u) * ${VECTORS}u + threadX];
      ${eachRow((i) => `${sum(name, chunk, i)} = fma(vec4f(weights_${i}[${j}]), row_${j}, ${sum(name, chunk, i)});`)}`,
      )}
    }`,
      ),
    each: (name, text) =>
      unroll(chunks, (chunk) =>
        eachRow((i) => text(i, `${chunk * VECTORS}u + threadX`, sum(name, chunk, i))),
      ),
  };
}

/**
 * `fn storeGradient(part, batchRow, head, position, channel4, gradient)`: four channels of dQkv, in
 * the part of q (0), k (1) or v (2). With rotary positions also `fn turnBack(part, batchRow, head,
 * position, pair)`, which turns a pair of channels, or of vectors of them, by the opposite angle:
 * the transpose of the turn that q and k went through.
 *
 * @param type of dQkv and the angles; see `headLoaders`
 */
export function gradientStores(shape: HeadShape, type: 'vec4f' | 'f32'): string {
  const { length, heads, size, rope } = shape;
  const lanes = type === 'vec4f' ? size / 4 : size;
  const store =
    type === 'vec4f'
      ? 'dQkv[at + channel4] = gradient;'
      : `
  let channel = 4u * channel4;
  for (var i = 0u; i < 4u && channel + i < ${size}u; i++) {
    dQkv[at + channel + i] = gradient[i];
  }`;
  const turnBack = /* wgsl */ `
fn turnBack(part: u32, batchRow: u32, head: u32, position: u32, pair: u32) {
  let low = gradientAt(part, batchRow, head, position) + pair;
  let high = low + ${lanes / 2}u;
  let c = cosines[position * ${lanes / 2}u + pair];
  let s = sines[position * ${lanes / 2}u + pair];
  let x = dQkv[low];
  let y = dQkv[high];
  dQkv[low] = x * c + y * s;
  dQkv[high] = y * c - x * s;
}`;
  return /* wgsl */ `
fn gradientAt(part: u32, batchRow: u32, head: u32, position: u32) -> u32 {
  return ((batchRow * ${length}u + position) * ${3 * heads}u + part * ${heads}u + head) * ${lanes}u;
}
fn storeGradient(
  part: u32, batchRow: u32, head: u32, position: u32, channel4: u32, gradient: vec4f,
) {
  if (position >= ${length}u || channel4 >= ${Math.ceil(size / 4)}u) { return; }
  let at = gradientAt(part, batchRow, head, position);
  ${store}
}
${rope ? turnBack : ''}`;
}

/**
 * Statements that turn back what the workgroup has stored of `part` at its positions. The halves of
 * a pair were stored by different threads, hence the barrier.
 */
export function turnTileBack(
  tile: MatmulTile,
  { length, size, rope }: HeadShape,
  type: 'vec4f' | 'f32',
  part: 0 | 1,
): string {
  if (!rope) return '';
  const pairs = type === 'vec4f' ? size / 8 : size / 2;
  return /* wgsl */ `
  storageBarrier();
  for (var i = thread; i < ${tile.rows * pairs}u; i += ${tile.threads}u) {
    let position = position0 + i / ${pairs}u;
    if (position < ${length}u) { turnBack(${part}u, batchRow, head, position, i % ${pairs}u); }
  }`;
}
