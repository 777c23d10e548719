import { input, kernel, output, type Kernel } from './kernel';
import { chooseTile, matmulTile, rowLoader, rowType } from './matmul-tile';
import { SILU } from './silu';

/**
 * SwiGLU: out = silu(x · gateᵀ) ∘ (x · upᵀ). Bindings x [rows, hidden], weight [2·inner, hidden]
 * (gate's rows, then up's), out [rows, inner] (, preactivations [rows, 2·inner]).
 *
 * A tile's left half of columns is gate, its right half the same columns of up, so that a thread
 * holds both factors of every product it writes.
 */
export function gatedLinear(shape: {
  readonly rows: number;
  readonly hidden: number;
  readonly inner: number;
  readonly savePreactivations: boolean;
}): Kernel {
  const { rows, hidden, inner, savePreactivations } = shape;
  const tileShape = chooseTile(rows, 2 * inner);
  const tile = matmulTile(tileShape, hidden);
  const pairs = tileShape.columnsPerThread / 2;
  const width = tile.columns / 2;
  const columnTiles = Math.ceil(inner / width);

  const save = (gate: string, up: string) =>
    savePreactivations
      ? `
      preactivations[row * ${2 * inner}u + column] = ${gate};
      preactivations[row * ${2 * inner}u + ${inner}u + column] = ${up};`
      : '';

  return kernel({
    label: `gatedLinear ${rows}×${inner}×${hidden}`,
    bindings: [
      input('x', rowType(hidden)),
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
      rowLoader({ name: 'loadX', buffer: 'x', rows, length: hidden }),
      rowLoader({ name: 'loadWeight', buffer: 'weight', rows: 2 * inner, length: hidden }),
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
  ${tile.each((i, j) => {
    if (j >= pairs) return '';
    const gate = tile.sum(i, j);
    const up = tile.sum(i, j + pairs);
    return `{
    let row = row0 + ${tile.row(i)};
    let column = column0 + ${tile.column(j)};
    if (row < ${rows}u && column < ${inner}u) {
      out[row * ${inner}u + column] = silu(${gate}) * ${up};${save(gate, up)}
    }
  }`;
  })}`,
  });
}
