import { input, kernel, output, type Kernel } from './kernel';
import { matmulTile, type TileShape } from './matmul-tile';
import { rowLoader, rowType } from './operand-loaders';
import { normed, rowScale, type RowNorm } from './row-norm';
import { SILU } from './silu';

/**
 * SwiGLU: out = silu(x · gateᵀ) ∘ (x · upᵀ). Bindings x [rows, hidden] (, xSquares), weight
 * [2·inner, hidden] (gate's rows, then up's), out [rows, inner] (, preactivations [rows, 2·inner]).
 *
 * The left half of a tile has columns of gate, the right half has the same columns of up. So a thread
 * has both factors of every product that it writes.
 */
export function gatedLinear(shape: {
  readonly rows: number;
  readonly hidden: number;
  readonly inner: number;
  readonly savePreactivations: boolean;
  /** The norm of x's rows, if it is still pending. */
  readonly xNorm: RowNorm | null;
  readonly tile: TileShape;
}): Kernel {
  const { rows, hidden, inner, savePreactivations, xNorm } = shape;
  const tile = matmulTile(shape.tile, hidden);
  const { reach } = tile;
  const pairs = shape.tile.columnsPerThread / 2;
  const width = tile.columns / 2;
  const columnTiles = Math.ceil(inner / width);

  const save = `
      preactivations[row * ${2 * inner}u + column] = gate;
      preactivations[row * ${2 * inner}u + ${inner}u + column] = up;`;

  return kernel({
    label: `gatedLinear ${rows}×${inner}×${hidden}`,
    bindings: [
      ...normed(input('x', rowType(hidden)), xNorm),
      input('weight', rowType(hidden)),
      output('out'),
      ...(savePreactivations ? [output('preactivations')] : []),
    ],
    threads: tile.threads,
    workgroups: Math.ceil(rows / tile.rows) * columnTiles,
    flops: 4 * rows * inner * hidden,
    declarations: [
      tile.declarations,
      SILU,
      rowScale('x', rows, xNorm),
      rowLoader({ name: 'loadX', buffer: 'x', rows, length: hidden, reach }),
      rowLoader({ name: 'loadWeight', buffer: 'weight', rows: 2 * inner, length: hidden, reach }),
      /* wgsl */ `
// Past the last column the gate half meets up's first rows: such sums are computed, never written.
fn weightRow(column0: u32, column: u32) -> u32 {
  return column0 + select(column, ${inner}u + column - ${width}u, column >= ${width}u);
}`,
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  let row0 = workgroup / ${columnTiles}u * ${tile.rows}u;
  let column0 = workgroup % ${columnTiles}u * ${width}u;
  ${tile.multiply(
    (row, k4) => `loadX(row0 + ${row}, ${k4})`,
    (column, k4) => `loadWeight(weightRow(column0, ${column}), ${k4})`,
  )}
  ${tile.eachRow((i) => (xNorm ? `let scale_${i} = xScale(row0 + ${tile.row(i)});` : ''))}
  ${tile.each((i, j) => {
    if (j >= pairs) return '';
    const times = xNorm ? ` * scale_${i}` : '';
    return `{
    let row = row0 + ${tile.row(i)};
    let column = column0 + ${tile.column(j)};
    if (row < ${rows}u && column < ${inner}u) {
      let gate = ${tile.sum(i, j)}${times};
      let up = ${tile.sum(i, j + pairs)}${times};
      out[row * ${inner}u + column] = silu(gate) * up;
      ${savePreactivations ? save : ''}
    }
  }`;
  })}`,
  });
}
