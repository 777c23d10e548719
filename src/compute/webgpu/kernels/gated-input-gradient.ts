import { input, kernel, output, type Kernel } from './kernel';
import { chooseTile, columnLoader, matmulTile, rowLoader, rowType } from './matmul-tile';
import { SILU } from './silu';

/**
 * Back through the down projection and SwiGLU: g = dOut · weight, then [g ∘ b ∘ silu′(a),
 * g ∘ silu(a)] with [a, b] the preactivations, each thread for the sums it holds. Bindings dOut
 * [rows, hidden], weight [hidden, inner], preactivations and dPreactivations [rows, 2·inner].
 */
export function gatedInputGradient(shape: {
  readonly rows: number;
  readonly hidden: number;
  readonly inner: number;
}): Kernel {
  const { rows, hidden, inner } = shape;
  const tile = matmulTile(chooseTile(rows, inner), hidden);
  const columnTiles = Math.ceil(inner / tile.columns);

  return kernel({
    label: `gatedInputGradient ${rows}×${inner}×${hidden}`,
    bindings: [
      input('dOut', rowType(hidden)),
      input('weight'),
      input('preactivations'),
      output('dPreactivations'),
    ],
    threads: tile.threads,
    workgroups: Math.ceil(rows / tile.rows) * columnTiles,
    flops: 2 * rows * inner * hidden,
    declarations: [
      tile.declarations,
      SILU,
      rowLoader({ name: 'loadGradient', buffer: 'dOut', rows, length: hidden }),
      columnLoader({ name: 'loadWeight', buffer: 'weight', rows: hidden, columns: inner }),
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  let row0 = workgroup / ${columnTiles}u * ${tile.rows}u;
  let column0 = workgroup % ${columnTiles}u * ${tile.columns}u;
  ${tile.multiply((row, k4) => `loadGradient(row0 + ${row}, ${k4})`, {
    transposed: (column, k4) => `loadWeight(column0 + ${column}, ${k4})`,
  })}
  ${tile.each(
    (i, j) => `{
    let row = row0 + ${tile.row(i)};
    let column = column0 + ${tile.column(j)};
    if (row < ${rows}u && column < ${inner}u) {
      let at = row * ${2 * inner}u + column;
      let gate = preactivations[at];
      let up = preactivations[at + ${inner}u];
      let slope = sigmoid(gate);
      dPreactivations[at] = ${tile.sum(i, j)} * up * slope * (1f + gate * (1f - slope));
      dPreactivations[at + ${inner}u] = ${tile.sum(i, j)} * gate * slope;
    }
  }`,
  )}`,
  });
}
