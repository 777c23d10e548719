import { input, kernel, output, type Kernel } from './kernel';
import type { TileShape } from './matmul-tile';
import { rowLoader, rowType } from './operand-loaders';
import { productTile } from './product-tile';
import { normed, rowScale, type RowNorm } from './row-norm';

/**
 * out[b,i,n] = Σ_k x[b, from + i, k] · weight[n,k] (+ bias[n]): bindings x [batch, length, inner]
 * (, xSquares), weight [outputs, inner], (bias [outputs],) out [batch, taken, outputs].
 */
export function linear(shape: {
  readonly batch: number;
  readonly length: number;
  readonly from: number;
  readonly taken: number;
  readonly inner: number;
  readonly outputs: number;
  readonly bias: boolean;
  /** The norm of x's rows, if it is still pending. */
  readonly xNorm: RowNorm | null;
  readonly tile: TileShape;
}): Kernel {
  const { batch, length, from, taken, inner, outputs, bias, xNorm } = shape;
  const rows = batch * taken;
  const tile = productTile(shape.tile, rows, outputs, inner);
  const { reach } = tile;
  const stored =
    taken === length ? 'row' : `row / ${taken}u * ${length}u + ${from}u + row % ${taken}u`;

  return kernel({
    label: `linear ${rows}×${outputs}×${inner}`,
    bindings: [
      ...normed(input('x', rowType(inner)), xNorm),
      input('weight', rowType(inner)),
      ...(bias ? [input('bias')] : []),
      output('out'),
    ],
    threads: tile.threads,
    workgroups: tile.workgroups,
    flops: 2 * rows * inner * outputs,
    declarations: [
      tile.declarations,
      rowScale('x', batch * length, xNorm),
      `fn storedRow(row: u32) -> u32 { return ${stored}; }`,
      rowLoader({
        ...{ name: 'loadX', buffer: 'x', rows, length: inner, reach },
        stored: 'storedRow(row)',
      }),
      rowLoader({ name: 'loadWeight', buffer: 'weight', rows: outputs, length: inner, reach }),
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  ${tile.multiply(
    (row, k4) => `loadX(row0 + ${row}, ${k4})`,
    (column, k4) => `loadWeight(column0 + ${column}, ${k4})`,
  )}
  ${tile.eachRow((i) =>
    xNorm ? `let scale_${i} = xScale(storedRow(row0 + ${tile.row(i)}));` : '',
  )}
  ${tile.eachElement(
    (sum, i) =>
      `out[row * ${outputs}u + column] = ${sum}${xNorm ? ` * scale_${i}` : ''}${bias ? ' + bias[column]' : ''};`,
  )}`,
  });
}
