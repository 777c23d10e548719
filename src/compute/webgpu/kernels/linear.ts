import { input, kernel, output, type Kernel } from './kernel';
import { rowLoader, rowType } from './matmul-tile';
import { productTile } from './product-tile';

/**
 * out[b,i,n] = Σ_k x[b, from + i, k] · weight[n,k] (+ bias[n]): bindings x [batch, length, inner],
 * weight [outputs, inner], (bias [outputs],) out [batch, taken, outputs].
 */
export function linear(shape: {
  readonly batch: number;
  readonly length: number;
  readonly from: number;
  readonly taken: number;
  readonly inner: number;
  readonly outputs: number;
  readonly bias: boolean;
}): Kernel {
  const { batch, length, from, taken, inner, outputs, bias } = shape;
  const rows = batch * taken;
  const tile = productTile(rows, outputs, inner);
  const stored =
    taken === length ? 'row' : `row / ${taken}u * ${length}u + ${from}u + row % ${taken}u`;

  return kernel({
    label: `linear ${rows}×${outputs}×${inner}`,
    bindings: [
      input('x', rowType(inner)),
      input('weight', rowType(inner)),
      ...(bias ? [input('bias')] : []),
      output('out'),
    ],
    threads: tile.threads,
    workgroups: tile.workgroups,
    flops: 2 * rows * inner * outputs,
    declarations: [
      tile.declarations,
      rowLoader({ name: 'loadX', buffer: 'x', rows, length: inner, stored }),
      rowLoader({ name: 'loadWeight', buffer: 'weight', rows: outputs, length: inner }),
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  ${tile.multiply(
    (row, k4) => `loadX(row0 + ${row}, ${k4})`,
    (column, k4) => `loadWeight(column0 + ${column}, ${k4})`,
  )}
  ${tile.eachElement(
    (sum) => `out[row * ${outputs}u + column] = ${sum}${bias ? ' + bias[column]' : ''};`,
  )}`,
  });
}
