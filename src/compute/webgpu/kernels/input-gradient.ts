import { input, kernel, output, update, type Kernel } from './kernel';
import type { TileShape } from './matmul-tile';
import { columnLoader, rowLoader, rowType } from './operand-loaders';
import { productTile } from './product-tile';

/**
 * dX[b, from + i, k] = Σ_n dOut[b,i,n] · weight[n,k], 0 at other positions, plus a tensor if given.
 * The weight is read along its columns, as a transposed operand of the product. Bindings dOut
 * [batch, taken, outputs], weight [outputs, inner] (, plus [batch, length, inner]), dX
 * [batch, length, inner].
 */
export function inputGradient(shape: {
  readonly batch: number;
  readonly length: number;
  readonly from: number;
  readonly taken: number;
  readonly inner: number;
  readonly outputs: number;
  /** What to add: nothing, another tensor, or the old numbers of dX. */
  readonly plus: 'nothing' | 'tensor' | 'itself';
  readonly tile: TileShape;
}): Kernel {
  const { batch, length, from, taken, inner, outputs, plus } = shape;
  const rows = batch * length;
  const tile = productTile(shape.tile, rows, inner, outputs);
  const { reach } = tile;
  const added = { nothing: '', tensor: ' + plus[at]', itself: ' + dX[at]' }[plus];

  return kernel({
    label: `inputGradient ${rows}×${inner}×${outputs}`,
    bindings: [
      input('dOut', rowType(outputs)),
      input('weight'),
      ...(plus === 'tensor' ? [input('plus')] : []),
      plus === 'itself' ? update('dX') : output('dX'),
    ],
    threads: tile.threads,
    workgroups: tile.workgroups,
    flops: 2 * batch * taken * inner * outputs,
    declarations: [
      tile.declarations,
      rowLoader({ name: 'loadTaken', buffer: 'dOut', rows: batch * taken, length: outputs, reach }),
      columnLoader({ name: 'loadWeight', buffer: 'weight', rows: outputs, columns: inner, reach }),
      /* wgsl */ `
fn loadGradient(row: u32, k4: u32) -> vec4f {
  ${
    taken === length
      ? 'return loadTaken(row, k4);'
      : `
  let position = row % ${length}u;
  if (position < ${from}u || position >= ${from + taken}u) { return vec4f(); }
  return loadTaken(row / ${length}u * ${taken}u + position - ${from}u, k4);`
  }
}`,
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  ${tile.multiply((row, k4) => `loadGradient(row0 + ${row}, ${k4})`, {
    transposed: (column, k4) => `loadWeight(column0 + ${column}, ${k4})`,
  })}
  ${tile.eachElement(
    (sum) => `
      let at = row * ${inner}u + column;
      dX[at] = ${sum}${added};`,
  )}`,
  });
}
