import { gradientStores, turnTileBack } from './attention-gradient';
import { headLoader, type HeadShape } from './head-loaders';
import { headTiles } from './head-tiles';
import { input, kernel, output, unroll, type Kernel } from './kernel';
import { COLUMNS, neighbour, neighbours, THREADS_X } from './mixture';
import { rowType } from './operand-loaders';

/**
 * The first half of the attention gradient. A workgroup passes a tile of queries by all keys. With
 * the probabilities P, recomputed from the saved log-sum-exp, and g = dOut: delta = Σ g ∘ out for each
 * query, dS = P ∘ (g Vᵀ − delta), dQ = dS K / √size (T. Dao et al., arXiv 2205.14135, B.4). The other
 * half needs delta too. Bindings qkv [batch, length, 3·heads·size] (, cosines, sines [length,
 * size/2]), result and dOut [batch, length, heads·size], logSumExp and delta [batch, heads, length],
 * dQkv as qkv.
 */
export function attentionQueryGradient(shape: HeadShape): Kernel {
  const { batch, length, heads, size } = shape;
  const tiles = headTiles(shape);
  const { tile, scale, position } = tiles;
  const eachRow = (text: (i: number) => string) => unroll(tiles.rowsPerThread, text);

  return kernel({
    label: `attentionQueryGradient ${batch}×${heads}×${length}×${size}`,
    bindings: [
      ...tiles.bindings,
      input('result', rowType(size)),
      input('dOut', rowType(size)),
      input('logSumExp'),
      output('delta'),
      output('dQkv', tiles.type),
    ],
    threads: tile.threads,
    workgroups: tiles.workgroups,
    flops: 6 * batch * heads * length * length * size,
    declarations: [
      tiles.declarations,
      headLoader({ ...shape, name: 'loadResult', buffer: 'result' }),
      headLoader({ ...shape, name: 'loadDOut', buffer: 'dOut' }),
      gradientStores(shape, tiles.type),
      `var<workgroup> partialDeltas: array<f32, ${tile.rows * THREADS_X}>;`,
    ].join('\n'),
    body: /* wgsl */ `
  ${tiles.setup}

  ${eachRow(
    (i) => `{
    var sum = 0f;
    for (var c = threadX; c < ${Math.ceil(size / 4)}u; c += ${THREADS_X}u) {
      sum += dot(
        loadDOut(batchRow, head, ${position(i)}, c),
        loadResult(batchRow, head, ${position(i)}, c));
    }
    partialDeltas[${tile.row(i)} * ${THREADS_X}u + threadX] = sum;
  }`,
  )}
  workgroupBarrier();
  ${eachRow(
    (i) => `
  var delta_${i} = 0f;
  for (var x = 0u; x < ${THREADS_X}u; x++) {
    delta_${i} += partialDeltas[${tile.row(i)} * ${THREADS_X}u + x];
  }
  var total_${i} = 0f;
  if (${position(i)} < ${length}u) {
    total_${i} = logSumExp[line0 + ${position(i)}];
    if (threadX == 0u) { delta[line0 + ${position(i)}] = delta_${i}; }
  }`,
  )}
  ${tiles.declare('dQ')}

  for (var key0 = 0u; key0 < ${length}u; key0 += ${COLUMNS}u) {
    ${tile.each((i, j) => `var p_${i}_${j}: f32;`)}
    {
      ${tile.multiply(
        (row, k4) => `loadQuery(batchRow, head, position0 + ${row}, ${k4})`,
        (column, k4) => `loadKey(batchRow, head, key0 + ${neighbours(column)}, ${k4})`,
      )}
      ${tile.each(
        (i, j) =>
          `p_${i}_${j} = select(0f, exp(${tile.sum(i, j)} * ${scale} - total_${i}), key0 + ${neighbour(j)} < ${length}u);`,
      )}
    }
    ${tile.multiply(
      (row, k4) => `loadDOut(batchRow, head, position0 + ${row}, ${k4})`,
      (column, k4) => `loadValue(batchRow, head, key0 + ${neighbours(column)}, ${k4})`,
    )}
    workgroupBarrier();
    ${tiles.weigh((i, j) => `p_${i}_${j} * (${tile.sum(i, j)} - delta_${i})`)}
    ${tiles.add('dQ', (column, channel4) => `loadKey(batchRow, head, key0 + ${column}, ${channel4})`)}
  }

  ${tiles.each(
    'dQ',
    (i, sum, channel4) =>
      `storeGradient(0u, batchRow, head, ${position(i)}, ${channel4}, ${sum} * ${scale});`,
  )}
  ${turnTileBack(tile, shape, tiles.type, 0)}`,
  });
}
