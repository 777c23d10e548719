import { unroll } from './kernel';

/**
 * The heart of every product here: a workgroup computes a tile of C = A · Bᵀ, with A [rows, K] and
 * B [columns, K].
 *
 * Slices of A and B, `depth` vectors of four along K, are staged in workgroup memory; every thread
 * keeps rowsPerThread × columnsPerThread sums in registers, so each value fetched from workgroup
 * memory feeds several multiplications (register blocking, as in V. Volkov and J. Demmel,
 * "Benchmarking GPUs to tune dense linear algebra", 2008).
 *
 * Where the operands come from is the caller's business: it hands over expressions that fetch four
 * neighbours along K. A transposed operand, a rotated one or a gathered one is another expression.
 */
export interface TileShape {
  readonly threadsX: number;
  readonly threadsY: number;
  readonly rowsPerThread: number;
  readonly columnsPerThread: number;
  /** Vectors of four along K staged at a time; a power of two up to 8. */
  readonly depth: number;
}

/**
 * WGSL for the four values of an operand at `4·k4 … 4·k4+3` of one of its rows, where `row` counts
 * within the tile. Must be zero outside the operand.
 */
export type OperandExpression = (row: string, k4: string) => string;

/**
 * An operand whose neighbours in memory are neighbours along K, or `transposed`: neighbouring rows
 * then lie side by side. It says only which thread fetches what, so that neighbouring threads read
 * neighbouring memory.
 */
export type Operand = OperandExpression | { readonly transposed: OperandExpression };

export interface MatmulTile {
  readonly rows: number;
  readonly columns: number;
  readonly threads: number;
  /** Goes into the module: workgroup memory and a helper. */
  readonly declarations: string;
  /** Statements that define `threadX` and `threadY`; once, before `multiply`. */
  readonly setup: string;
  /** Statements that declare the sums and compute them. Holds barriers: needs uniform control flow. */
  multiply(a: Operand, b: Operand): string;
  /** The thread's sum for its i-th row and j-th column: a variable. */
  sum(i: number, j: number): string;
  /** Row and column of that sum within the tile: u32 expressions. */
  row(i: number): string;
  column(j: number): string;
  /** Text for every (i, j) of a thread. */
  each(text: (i: number, j: number) => string): string;
}

/**
 * @param length K, the extent of the axis summed over.
 * @param room vectors that the caller wants to use of the workgroup memory, `tiles`, between
 *   products. It must put a barrier after a product before it writes there.
 */
export function matmulTile(shape: TileShape, length: number, room = 0): MatmulTile {
  const { threadsX, threadsY, rowsPerThread, columnsPerThread, depth } = shape;
  const rows = threadsY * rowsPerThread;
  const columns = threadsX * columnsPerThread;
  const threads = threadsX * threadsY;
  // Tiles lie K-major, so that neighbouring threads read neighbouring vectors. The padding puts the
  // `depth` vectors that neighbouring threads store into different memory banks.
  const padding = 8 / depth;
  const strideA = rows + padding;
  const strideB = columns + padding;
  const beginB = depth * strideA;

  const sum = (i: number, j: number) => `sum_${i}_${j}`;
  const row = (i: number) => `(threadY + ${i * threadsY}u)`;
  const column = (j: number) => `(threadX + ${j * threadsX}u)`;
  const each = (text: (i: number, j: number) => string) =>
    unroll(rowsPerThread, (i) => unroll(columnsPerThread, (j) => text(i, j)));

  const stage = (begin: number, stride: number, extent: number, operand: Operand) => {
    const [fetch, k, row] =
      typeof operand === 'function'
        ? [operand, `i % ${depth}u`, `i / ${depth}u`]
        : [operand.transposed, `i / ${extent}u`, `i % ${extent}u`];
    return `
    for (var i = thread; i < ${extent * depth}u; i += ${threads}u) {
      tiles[${begin}u + (${k}) * ${stride}u + ${row}] = ${fetch(row, `(step + ${k})`)};
    }`;
  };

  return {
    rows,
    columns,
    threads,
    sum,
    row,
    column,
    each,
    declarations: /* wgsl */ `
var<workgroup> tiles: array<vec4f, ${Math.max(beginB + depth * strideB, room)}>;

fn multiplyAdd(a: vec4f, b: vec4f, sum: f32) -> f32 {
  return fma(a.x, b.x, fma(a.y, b.y, fma(a.z, b.z, fma(a.w, b.w, sum))));
}`,
    setup: /* wgsl */ `
  let threadX = thread % ${threadsX}u;
  let threadY = thread / ${threadsX}u;`,
    multiply: (a, b) => /* wgsl */ `
  ${each((i, j) => `var ${sum(i, j)} = 0f;`)}
  for (var step = 0u; step < ${Math.ceil(length / 4)}u; step += ${depth}u) {
    workgroupBarrier();
    ${stage(0, strideA, rows, a)}
    ${stage(beginB, strideB, columns, b)}
    workgroupBarrier();
    for (var k = 0u; k < ${depth}u; k++) {
      ${unroll(rowsPerThread, (i) => `let a_${i} = tiles[k * ${strideA}u + ${row(i)}];`)}
      ${unroll(
        columnsPerThread,
        (j) => `
      let b_${j} = tiles[${beginB}u + k * ${strideB}u + ${column(j)}];
      ${unroll(rowsPerThread, (i) => `${sum(i, j)} = multiplyAdd(a_${i}, b_${j}, ${sum(i, j)});`)}`,
      )}
    }
  }`,
  };
}

/** Element type under which a matrix with rows of `length` is bound: vectors if rows hold whole ones. */
export function rowType(length: number): 'vec4f' | 'f32' {
  return length % 4 === 0 ? 'vec4f' : 'f32';
}

/**
 * `fn name(row, k4) -> vec4f`: four neighbours of a row of a row-major matrix that is bound as
 * `rowType(length)`; zeros beyond the last row and past the row's end.
 *
 * @param stored WGSL for the row in memory that holds `row`, where the two differ.
 */
export function rowLoader(args: {
  readonly name: string;
  readonly buffer: string;
  readonly rows: number;
  readonly length: number;
  readonly stored?: string;
}): string {
  const { name, buffer, rows, length, stored = 'row' } = args;
  const vectors = Math.ceil(length / 4);
  const fetch =
    rowType(length) === 'vec4f'
      ? `return ${buffer}[(${stored}) * ${vectors}u + k4];`
      : `
  let k = 4u * k4;
  let at = (${stored}) * ${length}u + k;
  var four = vec4f(${buffer}[at], 0f, 0f, 0f);
  if (k + 1u < ${length}u) { four.y = ${buffer}[at + 1u]; }
  if (k + 2u < ${length}u) { four.z = ${buffer}[at + 2u]; }
  if (k + 3u < ${length}u) { four.w = ${buffer}[at + 3u]; }
  return four;`;
  return /* wgsl */ `
fn ${name}(row: u32, k4: u32) -> vec4f {
  if (row >= ${rows}u || k4 >= ${vectors}u) { return vec4f(); }
  ${fetch}
}`;
}

/**
 * `fn name(column, r4) -> vec4f`: four neighbours of a column of a row-major matrix that is bound as
 * `f32`; zeros beyond the last column and past the last row.
 *
 * @param stored WGSL for the row in memory that holds `row`, where the two differ.
 */
export function columnLoader(args: {
  readonly name: string;
  readonly buffer: string;
  readonly rows: number;
  readonly columns: number;
  readonly stored?: string;
}): string {
  const { name, buffer, rows, columns, stored = 'row' } = args;
  const vectors = Math.ceil(rows / 4);
  const fetch = (i: number) => {
    const at = `{ let row = 4u * r4 + ${i}u; four[${i}] = ${buffer}[(${stored}) * ${columns}u + column]; }`;
    return rows % 4 === 0 || i === 0 ? at : `if (4u * r4 + ${i}u < ${rows}u) ${at}`;
  };
  return /* wgsl */ `
fn ${name}(column: u32, r4: u32) -> vec4f {
  var four = vec4f();
  if (column >= ${columns}u || r4 >= ${vectors}u) { return four; }
  ${unroll(4, fetch)}
  return four;
}`;
}

/** Enough workgroups to occupy the cores of a laptop's or a desktop's GPU. */
export const FULL_GPU = 96;

/** Largest first: a larger tile reads its operands less often, a smaller one spreads wider. */
export const TILES: readonly TileShape[] = [
  { threadsX: 16, threadsY: 8, rowsPerThread: 8, columnsPerThread: 4, depth: 4 },
  { threadsX: 8, threadsY: 8, rowsPerThread: 4, columnsPerThread: 4, depth: 4 },
  { threadsX: 16, threadsY: 8, rowsPerThread: 2, columnsPerThread: 2, depth: 8 },
];

/** The largest tile that still cuts a rows × columns product into enough workgroups. */
export function chooseTile(rows: number, columns: number): TileShape {
  const workgroups = (tile: TileShape) =>
    Math.ceil(rows / (tile.threadsY * tile.rowsPerThread)) *
    Math.ceil(columns / (tile.threadsX * tile.columnsPerThread));
  return TILES.find((tile) => workgroups(tile) >= FULL_GPU) ?? TILES.at(-1)!;
}
