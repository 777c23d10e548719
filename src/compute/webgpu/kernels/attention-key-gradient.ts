import { gradientStores, turnTileBack } from './attention-gradient';
import { headLoader, type HeadShape } from './head-loaders';
import { headTiles } from './head-tiles';
import { input, kernel, output, unroll, type Kernel } from './kernel';
import { COLUMNS, neighbour, neighbours, THREADS_X } from './mixture';
import { rowType } from './operand-loaders';

/**
 * The second half of the attention gradient. A workgroup passes a tile of keys by all queries: dV =
 * Pᵀ g and dK = dSᵀ Q / √size with P, g, dS and delta as in `attentionQueryGradient`. Bindings qkv
 * [batch, length, 3·heads·size] (, cosines, sines [length, size/2]), dOut [batch, length,
 * heads·size], logSumExp and delta [batch, heads, length], dQkv as qkv.
 */
export function attentionKeyGradient(shape: HeadShape): Kernel {
  const { batch, length, heads, size } = shape;
  const tiles = headTiles(shape);
  const { tile, scale, position } = tiles;

  return kernel({
    label: `attentionKeyGradient ${batch}×${heads}×${length}×${size}`,
    bindings: [
      ...tiles.bindings,
      input('dOut', rowType(size)),
      input('logSumExp'),
      input('delta'),
      output('dQkv', tiles.type),
    ],
    threads: tile.threads,
    workgroups: tiles.workgroups,
    flops: 8 * batch * heads * length * length * size,
    declarations: [
      tiles.declarations,
      headLoader({ ...shape, name: 'loadDOut', buffer: 'dOut' }),
      gradientStores(shape, tiles.type),
    ].join('\n'),
    body: /* wgsl */ `
  ${tiles.setup}
  ${tiles.declare('dK')}
  ${tiles.declare('dV')}

  for (var query0 = 0u; query0 < ${length}u; query0 += ${COLUMNS}u) {
    ${unroll(
      COLUMNS / THREADS_X,
      (j) => `
    // Past the last query, where g is 0 and the score is too, the probability must not overflow.
    var total_${j} = 0f;
    var delta_${j} = 0f;
    if (query0 + ${neighbour(j)} < ${length}u) {
      total_${j} = logSumExp[line0 + query0 + ${neighbour(j)}];
      delta_${j} = delta[line0 + query0 + ${neighbour(j)}];
    }`,
    )}
    ${tile.each((i, j) => `var p_${i}_${j}: f32;`)}
    {
      ${tile.multiply(
        (row, k4) => `loadKey(batchRow, head, position0 + ${row}, ${k4})`,
        (column, k4) => `loadQuery(batchRow, head, query0 + ${neighbours(column)}, ${k4})`,
      )}
      ${tile.each((i, j) => `p_${i}_${j} = exp(${tile.sum(i, j)} * ${scale} - total_${j});`)}
    }
    workgroupBarrier();
    ${tiles.weigh((i, j) => `p_${i}_${j}`)}
    ${tiles.add('dV', (column, channel4) => `loadDOut(batchRow, head, query0 + ${column}, ${channel4})`)}
    ${tile.multiply(
      (row, k4) => `loadValue(batchRow, head, position0 + ${row}, ${k4})`,
      (column, k4) => `loadDOut(batchRow, head, query0 + ${neighbours(column)}, ${k4})`,
    )}
    workgroupBarrier();
    ${tiles.weigh((i, j) => `p_${i}_${j} * (${tile.sum(i, j)} - delta_${j})`)}
    ${tiles.add('dK', (column, channel4) => `loadQuery(batchRow, head, query0 + ${column}, ${channel4})`)}
  }

  ${tiles.each(
    'dK',
    (i, sum, channel4) =>
      `storeGradient(1u, batchRow, head, ${position(i)}, ${channel4}, ${sum} * ${scale});`,
  )}
  ${tiles.each(
    'dV',
    (i, sum, channel4) => `storeGradient(2u, batchRow, head, ${position(i)}, ${channel4}, ${sum});`,
  )}
  ${turnTileBack(tile, shape, tiles.type, 1)}`,
  });
}
