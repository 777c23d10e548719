import { input, kernel, output, type Kernel } from './kernel';
import type { TileShape } from './matmul-tile';
import { columnLoader, rowLoader, rowType } from './operand-loaders';
import { productTile } from './product-tile';
import { SILU } from './silu';

/**
 * The gradient through the down projection and SwiGLU: g = dOut · weight, then [g ∘ b ∘ silu′(a),
 * g ∘ silu(a)] with the preactivations [a, b]. Each thread does this for its own sums. Bindings dOut
 * [rows, hidden], weight [hidden, inner], preactivations and dPreactivations [rows, 2·inner].
 */
export function gatedInputGradient(shape: {
  readonly rows: number;
  readonly hidden: number;
  readonly inner: number;
  readonly tile: TileShape;
}): Kernel {
  const { rows, hidden, inner } = shape;
  const tile = productTile(shape.tile, rows, inner, hidden);
  const { reach } = tile;

  return kernel({
    label: `gatedInputGradient ${rows}×${inner}×${hidden}`,
    bindings: [
      input('dOut', rowType(hidden)),
      input('weight'),
      input('preactivations'),
      output('dPreactivations'),
    ],
    threads: tile.threads,
    workgroups: tile.workgroups,
    flops: 2 * rows * inner * hidden,
    declarations: [
      tile.declarations,
      SILU,
      rowLoader({ name: 'loadGradient', buffer: 'dOut', rows, length: hidden, reach }),
      columnLoader({ name: 'loadWeight', buffer: 'weight', rows: hidden, columns: inner, reach }),
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  ${tile.multiply((row, k4) => `loadGradient(row0 + ${row}, ${k4})`, {
    transposed: (column, k4) => `loadWeight(column0 + ${column}, ${k4})`,
  })}
  ${tile.eachElement(
    (sum) => `
      let at = row * ${2 * inner}u + column;
      let gate = preactivations[at];
      let up = preactivations[at + ${inner}u];
      let slope = sigmoid(gate);
      dPreactivations[at] = ${sum} * up * slope * (1f + gate * (1f - slope));
      dPreactivations[at + ${inner}u] = ${sum} * gate * slope;`,
  )}`,
  });
}
