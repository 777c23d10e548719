import { gradientStores, turnTileBack, type HeadShape } from './attention-gradient';
import { headLoader, headLoaders } from './head-loaders';
import { input, kernel, literal, output, unroll, type Kernel } from './kernel';
import { rowType } from './matmul-tile';
import { COLUMNS, mixture, neighbour, neighbours, THREADS_X } from './mixture';

/**
 * The other half of the attention gradient: a tile of keys past all queries, dV = Pᵀ g and
 * dK = dSᵀ Q / √size with P, g, dS and delta as in `attentionQueryGradient`. Bindings qkv
 * [batch, length, 3·heads·size] (, cosines, sines [length, size/2]), dOut [batch, length,
 * heads·size], logSumExp and delta [batch, heads, length], dQkv as qkv.
 */
export function attentionKeyGradient(shape: HeadShape): Kernel {
  const { batch, length, heads, size, rope } = shape;
  const mix = mixture(batch * heads, length, size);
  const { tile } = mix;
  const loaders = headLoaders(shape);
  const scale = literal(1 / Math.sqrt(size));
  const tiles = Math.ceil(length / tile.rows);
  const position = (i: number) => `(position0 + ${tile.row(i)})`;

  return kernel({
    label: `attentionKeyGradient ${batch}×${heads}×${length}×${size}`,
    bindings: [
      input('qkv', loaders.type),
      ...(rope ? [input('cosines', loaders.type), input('sines', loaders.type)] : []),
      input('dOut', rowType(size)),
      input('logSumExp'),
      input('delta'),
      output('dQkv', loaders.type),
    ],
    threads: tile.threads,
    workgroups: batch * heads * tiles,
    flops: 8 * batch * heads * length * length * size,
    declarations: [
      mix.declarations,
      loaders.declarations,
      headLoader({ ...shape, name: 'loadDOut', buffer: 'dOut' }),
      gradientStores(shape, loaders.type),
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  let position0 = workgroup % ${tiles}u * ${tile.rows}u;
  let head = workgroup / ${tiles}u % ${heads}u;
  let batchRow = workgroup / ${tiles * heads}u;
  let query1 = (batchRow * ${heads}u + head) * ${length}u;
  ${mix.declare('dK')}
  ${mix.declare('dV')}

  for (var query0 = 0u; query0 < ${length}u; query0 += ${COLUMNS}u) {
    ${unroll(
      COLUMNS / THREADS_X,
      (j) => `
    // Past the last query, where g is 0 and the score is too, the probability must not overflow.
    var total_${j} = 0f;
    var delta_${j} = 0f;
    if (query0 + ${neighbour(j)} < ${length}u) {
      total_${j} = logSumExp[query1 + query0 + ${neighbour(j)}];
      delta_${j} = delta[query1 + query0 + ${neighbour(j)}];
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
    ${mix.weigh((i, j) => `p_${i}_${j}`)}
    ${mix.add('dV', (column, channel4) => `loadDOut(batchRow, head, query0 + ${column}, ${channel4})`)}
    ${tile.multiply(
      (row, k4) => `loadValue(batchRow, head, position0 + ${row}, ${k4})`,
      (column, k4) => `loadDOut(batchRow, head, query0 + ${neighbours(column)}, ${k4})`,
    )}
    workgroupBarrier();
    ${mix.weigh((i, j) => `p_${i}_${j} * (${tile.sum(i, j)} - delta_${j})`)}
    ${mix.add('dK', (column, channel4) => `loadQuery(batchRow, head, query0 + ${column}, ${channel4})`)}
  }

  ${mix.each(
    'dK',
    (i, sum, channel4) =>
      `storeGradient(1u, batchRow, head, ${position(i)}, ${channel4}, ${sum} * ${scale});`,
  )}
  ${mix.each(
    'dV',
    (i, sum, channel4) => `storeGradient(2u, batchRow, head, ${position(i)}, ${channel4}, ${sum});`,
  )}
  ${turnTileBack(tile, shape, loaders.type, 1)}`,
  });
}
