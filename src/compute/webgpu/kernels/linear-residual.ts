import { input, kernel, output, unroll, type Kernel } from './kernel';
import type { TileShape } from './matmul-tile';
import { rowLoader, rowType } from './operand-loaders';
import { productTile } from './product-tile';
import { normed, PART_COLUMNS, rowScale, squaresShape, type RowNorm } from './row-norm';

/**
 * u = residual + x · weightᵀ, whose norm is deferred (see `RowNorm`). Bindings x [rows, inner], weight
 * [hidden, inner], residual [rows, hidden] (, residualSquares), out [rows, hidden], which is u, and
 * squares [rows, parts]: Σ u² of every 32 columns.
 *
 * @param shape.tile must be whole parts wide
 */
export function linearResidual(shape: {
  readonly rows: number;
  readonly inner: number;
  readonly hidden: number;
  /** The norm of the residual's rows, if it is still pending. */
  readonly residualNorm: RowNorm | null;
  readonly tile: TileShape;
}): Kernel {
  const { rows, inner, hidden, residualNorm } = shape;
  const { threadsX, columnsPerThread, rowsPerThread } = shape.tile;
  const parts = (threadsX * columnsPerThread) / PART_COLUMNS;
  const fours = Math.ceil(rowsPerThread / 4);
  const room = shape.tile.threadsY * threadsX * fours * parts;
  const tile = productTile(shape.tile, rows, hidden, inner, room);
  const { reach } = tile;
  const partOf = (j: number) => Math.floor((j * threadsX) / PART_COLUMNS);
  const [, stride] = squaresShape(rows, hidden);
  /** Text for every four rows of a thread in every part. */
  const eachFour = (text: (four: number, part: number) => string) =>
    unroll(fours, (four) => unroll(parts, (part) => text(four, part)));
  const place = (thread: string, four: number, part: number) =>
    `tiles[(${thread}) * ${fours * parts}u + ${four * parts + part}u]`;

  return kernel({
    label: `linearResidual ${rows}×${hidden}×${inner}`,
    bindings: [
      input('x', rowType(inner)),
      input('weight', rowType(inner)),
      ...normed(input('residual'), residualNorm),
      output('out'),
      output('squares'),
    ],
    threads: tile.threads,
    workgroups: tile.workgroups,
    flops: 2 * rows * inner * hidden,
    declarations: [
      tile.declarations,
      rowScale('residual', rows, residualNorm),
      rowLoader({ name: 'loadX', buffer: 'x', rows, length: inner, reach }),
      rowLoader({ name: 'loadWeight', buffer: 'weight', rows: hidden, length: inner, reach }),
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  ${tile.multiply(
    (row, k4) => `loadX(row0 + ${row}, ${k4})`,
    (column, k4) => `loadWeight(column0 + ${column}, ${k4})`,
  )}
  ${tile.eachRow((i) =>
    residualNorm ? `let scale_${i} = residualScale(row0 + ${tile.row(i)});` : '',
  )}
  ${eachFour((four, part) => `var squares_${four}_${part} = vec4f();`)}
  ${tile.eachElement(
    (sum, i, j) => `
      let at = row * ${hidden}u + column;
      let u = residual[at]${residualNorm ? ` * scale_${i}` : ''} + ${sum};
      out[at] = u;
      squares_${Math.floor(i / 4)}_${partOf(j)}[${i % 4}] += u * u;`,
  )}

  ${shape.tile.depth === null ? '' : 'workgroupBarrier();'}
  ${eachFour((four, part) => `${place('thread', four, part)} = squares_${four}_${part};`)}
  workgroupBarrier();
  // One thread of each row adds up the sums of all its threads.
  if (threadX == 0u) {
    ${eachFour(
      (four, part) => `
    if (column0 + ${part * PART_COLUMNS}u < ${hidden}u) {
      var total = vec4f();
      for (var i = 0u; i < ${threadsX}u; i++) { total += ${place('thread + i', four, part)}; }
      ${unroll(Math.min(4, rowsPerThread - 4 * four), (i) => {
        const row = `row0 + ${tile.row(4 * four + i)}`;
        return `if (${row} < ${rows}u) {
        squares[(${row}) * ${stride}u + column0 / ${PART_COLUMNS}u + ${part}u] = total[${i}];
      }`;
      })}
    }`,
    )}
  }`,
  });
}
