import { MUON } from '../../training-ops';
import { input, kernel, literal, output, unroll, type Kernel } from './kernel';
import { tableOf, type MuonPlan, type PlannedMatrix } from './muon';

/** Rows and columns of a tile of the product, and the slice of the axis summed over. */
const TILE = 32;
const SLICE = 16;
const THREADS = 256;
/**
 * The distance of a thread's sums in the tile, chosen so that neighbouring threads read
 * neighbouring memory.
 */
const SIDE = TILE / 2;

/**
 * The products of a Newton–Schulz round, with X taken so that its rows are the shorter side:
 *   gram:        A = X Xᵀ           bindings x [size], gram
 *   polynomial:  P = a I + b A + c A A   bindings gram, polynomial
 *   apply:       next = P X         bindings polynomial, x, next [size]
 */
export type MuonProduct = 'gram' | 'polynomial' | 'apply';

/** WGSL for X(row, k) of the current matrix, wide or tall. */
const X_AT = (row: string, k: string) =>
  `x[offset + select((${k}) * short + ${row}, (${row}) * long + ${k}, wide)]`;
const GRAM_AT = (buffer: string, row: string, k: string) =>
  `${buffer}[gramOffset + (${row}) * short + ${k}]`;

export function muonProduct(plan: MuonPlan, product: MuonProduct): Kernel {
  const across = ({ short, long }: PlannedMatrix) =>
    Math.ceil((product === 'apply' ? long : short) / TILE);
  const down = ({ short }: PlannedMatrix) => Math.ceil(short / TILE);
  let workgroups = 0;
  const firsts = new Map(
    plan.matrices.map((matrix) => {
      const first = workgroups;
      workgroups += across(matrix) * down(matrix);
      return [matrix, first] as const;
    }),
  );
  const flops = plan.matrices.reduce(
    (sum, { short, long }) => sum + 2 * short * short * (product === 'polynomial' ? short : long),
    0,
  );
  const { bindings, length, width, a, b, write } = PRODUCTS[product];
  return kernel({
    label: `muon ${product} of ${plan.matrices.length}`,
    bindings,
    threads: THREADS,
    workgroups,
    flops,
    declarations: /* wgsl */ `
${tableOf('offsets', plan, ({ offset }) => offset)}
${tableOf('shorts', plan, ({ short }) => short)}
${tableOf('longs', plan, ({ long }) => long)}
${tableOf('wides', plan, ({ rows, columns }) => Number(rows <= columns))}
${tableOf('gramOffsets', plan, ({ gramOffset }) => gramOffset)}
${tableOf('firsts', plan, (matrix) => firsts.get(matrix)!)}
${tableOf('acrosses', plan, across)}
var<workgroup> tileA: array<f32, ${TILE * SLICE}>;
var<workgroup> tileB: array<f32, ${TILE * SLICE}>;`,
    body: /* wgsl */ `
  var matrix = 0u;
  for (var m = 1u; m < ${plan.matrices.length}u; m++) {
    matrix = select(matrix, m, workgroup >= firsts[m]);
  }
  let offset = offsets[matrix];
  let gramOffset = gramOffsets[matrix];
  let short = shorts[matrix];
  let long = longs[matrix];
  let wide = wides[matrix] == 1u;
  let tile = workgroup - firsts[matrix];
  let row0 = (tile / acrosses[matrix]) * ${TILE}u;
  let column0 = (tile % acrosses[matrix]) * ${TILE}u;
  let threadX = thread % ${SIDE}u;
  let threadY = thread / ${SIDE}u;
  ${each((i, j) => `var sum_${i}_${j} = 0f;`)}
  for (var step = 0u; step < ${length}; step += ${SLICE}u) {
    workgroupBarrier();
    for (var i = thread; i < ${TILE * SLICE}u; i += ${THREADS}u) {
      let line = i % ${TILE}u;
      let k = step + i / ${TILE}u;
      var valueA = 0f;
      var valueB = 0f;
      if (k < ${length}) {
        let row = row0 + line;
        let column = column0 + line;
        if (row < short) { valueA = ${a('row', 'k')}; }
        if (column < ${width}) { valueB = ${b('column', 'k')}; }
      }
      tileA[i] = valueA;
      tileB[i] = valueB;
    }
    workgroupBarrier();
    for (var k = 0u; k < ${SLICE}u; k++) {
      ${unroll(2, (i) => `let a_${i} = tileA[k * ${TILE}u + threadY + ${i * SIDE}u];`)}
      ${unroll(2, (j) => `let b_${j} = tileB[k * ${TILE}u + threadX + ${j * SIDE}u];`)}
      ${each((i, j) => `sum_${i}_${j} = fma(a_${i}, b_${j}, sum_${i}_${j});`)}
    }
  }
  ${each(
    (i, j) => `
  {
    let row = row0 + threadY + ${i * SIDE}u;
    let column = column0 + threadX + ${j * SIDE}u;
    if (row < short && column < ${width}) { ${write(`sum_${i}_${j}`)} }
  }`,
  )}`,
  });
}

const each = (text: (i: number, j: number) => string) =>
  unroll(2, (i) => unroll(2, (j) => text(i, j)));

interface Product {
  readonly bindings: Kernel['bindings'];
  /** WGSL for the extent summed over, and for the number of columns. */
  readonly length: string;
  readonly width: string;
  /** WGSL for the operands: a(row, k), and b(column, k). */
  readonly a: (row: string, k: string) => string;
  readonly b: (column: string, k: string) => string;
  /** Statement that takes the sum at `row`, `column`. */
  readonly write: (sum: string) => string;
}

const [LINEAR, CUBIC, QUINTIC] = MUON.coefficients.map(literal);

const PRODUCTS: Readonly<Record<MuonProduct, Product>> = {
  gram: {
    bindings: [input('x'), output('gram')],
    length: 'long',
    width: 'short',
    a: X_AT,
    b: X_AT,
    write: (sum) => `${GRAM_AT('gram', 'row', 'column')} = ${sum};`,
  },
  polynomial: {
    bindings: [input('gram'), output('polynomial')],
    length: 'short',
    width: 'short',
    a: (row, k) => GRAM_AT('gram', row, k),
    // The gram matrix is symmetric.
    b: (column, k) => GRAM_AT('gram', column, k),
    write: (sum) => /* wgsl */ `
      let cubic = ${CUBIC} * ${GRAM_AT('gram', 'row', 'column')};
      ${GRAM_AT('polynomial', 'row', 'column')} =
        select(0f, ${LINEAR}, row == column) + cubic + ${QUINTIC} * ${sum};`,
  },
  apply: {
    bindings: [input('polynomial'), input('x'), output('next')],
    length: 'short',
    width: 'long',
    a: (row, k) => GRAM_AT('polynomial', row, k),
    b: (column, k) => X_AT(k, column),
    write: (sum) => `next${X_AT('row', 'column').slice(1)} = ${sum};`,
  },
};
