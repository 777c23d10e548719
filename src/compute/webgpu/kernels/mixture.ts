import { unroll } from './kernel';
import { matmulTile, type MatmulTile, type TileShape } from './matmul-tile';
import { FULL_GPU } from './tile-shapes';

/**
 * What the attention kernels share. A workgroup holds a tile of rows of one head, queries or keys,
 * and passes all positions of the other kind, 32 at a time: a product of the rows and these columns
 * gives weights, with which vectors that belong to the columns are mixed together.
 */
export interface Mixture {
  readonly tile: MatmulTile;
  readonly rowsPerThread: number;
  /** Includes the declarations of the tile. */
  readonly declarations: string;
  /** Statements that declare a mixture, zero: Σ over columns of weight · vector, for each row. */
  declare(name: string): string;
  /**
   * Statements that store a thread's weights for the other threads, in place of the operands of the
   * last product. A barrier must come between.
   */
  weigh(weight: (i: number, j: number) => string): string;
  /** Statements that add the vectors `fetch(column, channel4)` of all columns. Holds barriers. */
  add(name: string, fetch: (column: string, channel4: string) => string): string;
  /** Text for each of a thread's rows and the vectors it keeps of it: the sum and its channel4. */
  each(name: string, text: (i: number, sum: string, channel4: string) => string): string;
}

/** Columns of a tile, and the vectors of a row that are mixed together. */
export const COLUMNS = 32;
const VECTORS = 8;
/** Threads along a row: each has four columns of the weights and one vector of the mixture. */
export const THREADS_X = 8;
/** One more than the COLUMNS / 4 vectors of weights, so that rows begin in different memory banks. */
const STRIDE = COLUMNS / 4 + 1;

/** @param size channels of a head */
export function mixture(heads: number, length: number, size: number): Mixture {
  const tileShape = chooseTile(heads, length);
  const { rowsPerThread, threadsY } = tileShape;
  const tile = matmulTile(tileShape, size, rowsPerThread * threadsY * STRIDE);
  const chunks = Math.ceil(size / (4 * VECTORS));
  const sum = (name: string, chunk: number, i: number) => `${name}_${chunk}_${i}`;
  const eachRow = (text: (i: number) => string) => unroll(rowsPerThread, text);
  const accumulate = (name: string, chunk: number, j: number) => /* wgsl */ `
      let vector_${j} = vectors[(4u * column4 + ${j}u) * ${VECTORS}u + threadX];
      ${eachRow((i) => {
        const mixed = sum(name, chunk, i);
        return `${mixed} = fma(vec4f(weights_${i}[${j}]), vector_${j}, ${mixed});`;
      })}`;

  return {
    tile,
    rowsPerThread,
    declarations: /* wgsl */ `
${tile.declarations}
var<workgroup> vectors: array<vec4f, ${COLUMNS * VECTORS}>;`,
    declare: (name) =>
      unroll(chunks, (chunk) => eachRow((i) => `var ${sum(name, chunk, i)} = vec4f();`)),
    weigh: (weight) =>
      eachRow(
        (i) => `tiles[${tile.row(i)} * ${STRIDE}u + threadX] =
      vec4f(${weight(i, 0)}, ${weight(i, 1)}, ${weight(i, 2)}, ${weight(i, 3)});`,
      ),
    add: (name, fetch) =>
      unroll(
        chunks,
        (chunk) => /* wgsl */ `
    ${chunk > 0 ? 'workgroupBarrier();' : ''}
    for (var i = thread; i < ${COLUMNS * VECTORS}u; i += ${tile.threads}u) {
      vectors[i] = ${fetch(`i / ${VECTORS}u`, `${chunk * VECTORS}u + i % ${VECTORS}u`)};
    }
    workgroupBarrier();
    for (var column4 = 0u; column4 < ${COLUMNS / 4}u; column4++) {
      ${eachRow((i) => `let weights_${i} = tiles[${tile.row(i)} * ${STRIDE}u + column4];`)}
      ${unroll(4, (j) => accumulate(name, chunk, j))}
    }`,
      ),
    each: (name, text) =>
      unroll(chunks, (chunk) =>
        eachRow((i) => text(i, sum(name, chunk, i), `${chunk * VECTORS}u + threadX`)),
      ),
  };
}

/**
 * The position of a column of the tile. A thread holds columns threadX + 8j. With this order they
 * are four neighbouring positions, and their weights are stored as one vector.
 */
export function neighbours(column: string): string {
  return `((${column}) % ${THREADS_X}u * 4u + (${column}) / ${THREADS_X}u)`;
}

/** The j-th of these four. */
export function neighbour(j: number): string {
  return `(4u * threadX + ${j}u)`;
}

/** Tiles of 32 rows, or fewer if the grid would leave much of the GPU idle. */
function chooseTile(heads: number, length: number): TileShape {
  const threadsY = 8;
  const rowsPerThread =
    [4, 2].find((rows) => heads * Math.ceil(length / (threadsY * rows)) >= FULL_GPU) ?? 1;
  return {
    threadsX: THREADS_X,
    threadsY,
    rowsPerThread,
    columnsPerThread: COLUMNS / THREADS_X,
    depth: 8,
  };
}
