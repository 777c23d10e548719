import { input, kernel, literal, output, unroll, type Kernel } from './kernel';
import { FULL_GPU, matmulTile, rowLoader, rowType, type TileShape } from './matmul-tile';

/**
 * out = RMSNorm(residual + x · weightᵀ). Bindings x [rows, inner], weight [hidden, inner], residual
 * [rows, hidden], out [rows, hidden] (, inverseRms [rows]).
 *
 * The mean square needs a whole row, so a workgroup owns all columns of its rows. It walks them a
 * tile at a time, leaving u = residual + product in `out` and gathering Σ u²; then every thread
 * scales the very values it wrote itself, which needs no barrier. Any hidden size fits.
 */
export function linearResidualNorm(shape: {
  readonly rows: number;
  readonly inner: number;
  readonly hidden: number;
  readonly epsilon: number;
  readonly saveInverseRms: boolean;
}): Kernel {
  const { rows, inner, hidden, epsilon, saveInverseRms } = shape;
  const tileShape = chooseRowTile(rows);
  const { threadsX, rowsPerThread } = tileShape;
  const tile = matmulTile(tileShape, inner);

  /** Runs `statements` for each of the thread's elements that exist, in one tile of columns. */
  const eachElement = (statements: (i: number, j: number) => string) =>
    tile.each(
      (i, j) => `{
      let row = row0 + ${tile.row(i)};
      let column = column0 + ${tile.column(j)};
      if (row < ${rows}u && column < ${hidden}u) {
        let at = row * ${hidden}u + column;
        ${statements(i, j)}
      }
    }`,
    );

  return kernel({
    label: `linearResidualNorm ${rows}×${hidden}×${inner}`,
    bindings: [
      input('x', rowType(inner)),
      input('weight', rowType(inner)),
      input('residual'),
      output('out'),
      ...(saveInverseRms ? [output('inverseRms')] : []),
    ],
    threads: tile.threads,
    workgroups: Math.ceil(rows / tile.rows),
    flops: 2 * rows * inner * hidden,
    declarations: [
      tile.declarations,
      rowLoader({ name: 'loadX', buffer: 'x', rows, length: inner }),
      rowLoader({ name: 'loadWeight', buffer: 'weight', rows: hidden, length: inner }),
      `var<workgroup> partialSquares: array<f32, ${tile.rows * threadsX}>;`,
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  let row0 = workgroup * ${tile.rows}u;
  ${unroll(rowsPerThread, (i) => `var squares_${i} = 0f;`)}

  for (var column0 = 0u; column0 < ${hidden}u; column0 += ${tile.columns}u) {
    ${tile.multiply(
      (row, k4) => `loadX(row0 + ${row}, ${k4})`,
      (column, k4) => `loadWeight(column0 + ${column}, ${k4})`,
    )}
    ${eachElement(
      (i, j) => `
        let u = residual[at] + ${tile.sum(i, j)};
        squares_${i} = fma(u, u, squares_${i});
        out[at] = u;`,
    )}
  }

  ${unroll(
    rowsPerThread,
    (i) => `partialSquares[${tile.row(i)} * ${threadsX}u + threadX] = squares_${i};`,
  )}
  workgroupBarrier();
  ${unroll(
    rowsPerThread,
    (i) => `
  var total_${i} = 0f;
  for (var x = 0u; x < ${threadsX}u; x++) {
    total_${i} += partialSquares[${tile.row(i)} * ${threadsX}u + x];
  }
  let scale_${i} = inverseSqrt(total_${i} / ${literal(hidden)} + ${literal(epsilon)});
  ${
    saveInverseRms
      ? `if (threadX == 0u && row0 + ${tile.row(i)} < ${rows}u) {
    inverseRms[row0 + ${tile.row(i)}] = scale_${i};
  }`
      : ''
  }`,
  )}

  for (var column0 = 0u; column0 < ${hidden}u; column0 += ${tile.columns}u) {
    ${eachElement((i) => `out[at] *= scale_${i};`)}
  }`,
  });
}

/** Tiles of 128 columns; with the partial sums they take at most 14.3 KiB of workgroup memory. */
function chooseRowTile(rows: number): TileShape {
  const tiles = [
    { threadsY: 8, rowsPerThread: 4 },
    { threadsY: 8, rowsPerThread: 2 },
    { threadsY: 8, rowsPerThread: 1 },
    { threadsY: 4, rowsPerThread: 1 },
  ];
  const fits = tiles.find((tile) => rows / (tile.threadsY * tile.rowsPerThread) >= FULL_GPU);
  return { threadsX: 32, columnsPerThread: 4, depth: 4, ...(fits ?? tiles.at(-1)!) };
}
