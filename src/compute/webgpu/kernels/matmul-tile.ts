import { unroll } from './kernel';

/**
 * The core of every product here: a workgroup computes a tile of C = A · Bᵀ, with A [rows, K] and B
 * [columns, K]. Every thread keeps rowsPerThread × columnsPerThread sums in registers, so each
 * value fetched feeds several multiplications (register blocking, as in V. Volkov and J. Demmel,
 * "Benchmarking GPUs to tune dense linear algebra", 2008).
 *
 * Operands are fetched in one of two ways. Staged: slices of A and B, `depth` vectors of four along
 * K, are brought to workgroup memory by all threads together, between barriers. Direct: every
 * thread fetches what it multiplies and relies on the caches.
 *
 * The caller decides where the operands come from: it gives expressions that fetch four neighbours
 * along K. A transposed, rotated or gathered operand is another expression.
 */
export interface TileShape {
  readonly threadsX: number;
  readonly threadsY: number;
  readonly rowsPerThread: number;
  readonly columnsPerThread: number;
  /** Vectors of four along K staged at a time, a power of two up to 8; `null` for none, direct. */
  readonly depth: number | null;
}

/**
 * WGSL for the four values of an operand at `4·k4 … 4·k4+3` of one of its rows, where `row` counts
 * within the tile. Zero past the end along K; past its last row it may be anything.
 */
export type OperandExpression = (row: string, k4: string) => string;

/**
 * An operand whose neighbours in memory are neighbours along K, or `transposed`: neighbouring rows
 * then lie side by side. This only decides which thread stages what, so that neighbouring threads
 * read neighbouring memory.
 */
export type Operand = OperandExpression | { readonly transposed: OperandExpression };

export interface MatmulTile {
  readonly rows: number;
  readonly columns: number;
  readonly threads: number;
  /** Vectors along K that are requested from the operands; more than exist if staging rounds up. */
  readonly reach: number;
  /** Text for the module: workgroup memory and a helper. */
  readonly declarations: string;
  /** Statements that define `threadX` and `threadY`; once, before `multiply`. */
  readonly setup: string;
  /**
   * Statements that declare the sums and compute them. Staged products contain barriers and need
   * uniform control flow.
   */
  multiply(a: Operand, b: Operand): string;
  /** The thread's sum for its i-th row and j-th column: a variable. */
  sum(i: number, j: number): string;
  /** Row and column of that sum within the tile: u32 expressions. */
  row(i: number): string;
  column(j: number): string;
  /** Text for every (i, j) of a thread. */
  each(text: (i: number, j: number) => string): string;
  /** Text for every row i of a thread. */
  eachRow(text: (i: number) => string): string;
}

/**
 * @param length K, the extent of the axis summed over.
 * @param room vectors of workgroup memory, `tiles`, for the caller's own use between products.
 * After a product, the caller must put a barrier before it writes there.
 */
export function matmulTile(shape: TileShape, length: number, room = 0): MatmulTile {
  const { threadsX, threadsY, rowsPerThread, columnsPerThread, depth } = shape;
  const rows = threadsY * rowsPerThread;
  const columns = threadsX * columnsPerThread;
  const threads = threadsX * threadsY;

  const sum = (i: number, j: number) => `sum_${i}_${j}`;
  const row = (i: number) => `(threadY + ${i * threadsY}u)`;
  const column = (j: number) => `(threadX + ${j * threadsX}u)`;
  const eachRow = (text: (i: number) => string) => unroll(rowsPerThread, text);
  const each = (text: (i: number, j: number) => string) =>
    eachRow((i) => unroll(columnsPerThread, (j) => text(i, j)));
  const fetchOf = depth === null ? direct() : staged(rows, columns, threads, depth);

  return {
    ...{ rows, columns, threads, sum, row, column, each, eachRow },
    reach: fetchOf.depth * Math.ceil(length / 4 / fetchOf.depth),
    declarations: /* wgsl */ `
${workgroupMemory(Math.max(fetchOf.memory, room))}
fn multiplyAdd(a: vec4f, b: vec4f, sum: f32) -> f32 {
  return fma(a.x, b.x, fma(a.y, b.y, fma(a.z, b.z, fma(a.w, b.w, sum))));
}`,
    setup: /* wgsl */ `
  let threadX = thread % ${threadsX}u;
  let threadY = thread / ${threadsX}u;`,
    multiply: (a, b) => {
      const addProducts = /* wgsl */ `
      ${eachRow((i) => `let a_${i} = ${fetchOf.a(a, row(i))};`)}
      ${unroll(
        columnsPerThread,
        (j) => `
      let b_${j} = ${fetchOf.b(b, column(j))};
      ${eachRow((i) => `${sum(i, j)} = multiplyAdd(a_${i}, b_${j}, ${sum(i, j)});`)}`,
      )}`;
      return /* wgsl */ `
  ${each((i, j) => `var ${sum(i, j)} = 0f;`)}
  ${fetchOf.steps(Math.ceil(length / 4), a, b, addProducts)}`;
    },
  };
}

/** How a thread gets its operands. */
interface Fetch {
  /** Vectors along K between two checks for the end of K. */
  readonly depth: number;
  /** Vectors of workgroup memory. */
  readonly memory: number;
  /** The operands for `addProducts`: expressions. */
  a(operand: Operand, row: string): string;
  b(operand: Operand, column: string): string;
  /** Statements that do `addProducts` for all vectors along K. */
  steps(vectors: number, a: Operand, b: Operand, addProducts: string): string;
}

function direct(): Fetch {
  const fetch = (operand: Operand, row: string) =>
    (typeof operand === 'function' ? operand : operand.transposed)(row, 'k');
  return {
    depth: 1,
    memory: 0,
    a: fetch,
    b: fetch,
    steps: (vectors, _a, _b, addProducts) => /* wgsl */ `
  for (var k = 0u; k < ${vectors}u; k++) {${addProducts}
  }`,
  };
}

function staged(rows: number, columns: number, threads: number, depth: number): Fetch {
  // Tiles lie K-major, so that neighbouring threads read neighbouring vectors. The padding puts the
  // `depth` vectors that neighbouring threads store into different memory banks.
  const padding = 8 / depth;
  const strideA = rows + padding;
  const strideB = columns + padding;
  const beginB = depth * strideA;

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
    depth,
    memory: beginB + depth * strideB,
    a: (_, row) => `tiles[k * ${strideA}u + ${row}]`,
    b: (_, column) => `tiles[${beginB}u + k * ${strideB}u + ${column}]`,
    steps: (vectors, a, b, addProducts) => /* wgsl */ `
  for (var step = 0u; step < ${vectors}u; step += ${depth}u) {
    workgroupBarrier();
    ${stage(0, strideA, rows, a)}
    ${stage(beginB, strideB, columns, b)}
    workgroupBarrier();
    for (var k = 0u; k < ${depth}u; k++) {${addProducts}
    }
  }`,
  };
}

function workgroupMemory(vectors: number): string {
  return vectors > 0 ? `var<workgroup> tiles: array<vec4f, ${vectors}>;` : '';
}
