import type { HeadShape } from './head-loaders';
import { headTiles } from './head-tiles';
import { kernel, output, unroll, type Kernel } from './kernel';
import { COLUMNS, neighbour, neighbours, THREADS_X } from './mixture';
import { rowType } from './operand-loaders';

/**
 * Full multi-head attention with the rotary turn of q and k fused in. Bindings qkv
 * [batch, length, 3·heads·size] (, cos, sin [length, size/2]), out [batch, length, heads·size]
 * (, logSumExp [batch, heads, length]).
 *
 * A workgroup has a tile of queries of one head and goes through all keys, 32 at a time. It never
 * stores the length × length scores. Each row keeps its running maximum, the sum of exponentials
 * relative to it, and the mixture so far. Both are rescaled whenever the maximum rises (online softmax:
 * M. Milakov and N. Gimelshein, arXiv 1805.02867; tiled as in FlashAttention, T. Dao et al., arXiv
 * 2205.14135).
 */
export function attention(shape: HeadShape & { readonly saveLogSumExp: boolean }): Kernel {
  const { batch, length, heads, size, saveLogSumExp } = shape;
  const tiles = headTiles(shape);
  const { tile, scale, position } = tiles;
  const eachRow = (text: (i: number) => string) => unroll(tiles.rowsPerThread, text);
  const partialOf = (x: string, i: number) => `partials[${tile.row(i)} * ${THREADS_X}u + ${x}]`;
  const partial = (i: number) => partialOf('threadX', i);

  return kernel({
    label: `attention ${batch}×${heads}×${length}×${size}`,
    bindings: [
      ...tiles.bindings,
      output('out', rowType(size)),
      ...(saveLogSumExp ? [output('logSumExp')] : []),
    ],
    threads: tile.threads,
    workgroups: tiles.workgroups,
    flops: 4 * batch * heads * length * length * size,
    declarations: /* wgsl */ `
${tiles.declarations}
var<workgroup> partials: array<f32, ${tile.rows * THREADS_X}>;
${storeMixture(shape)}`,
    body: /* wgsl */ `
  ${tiles.setup}
  // Far below any score, yet finite: exp of a difference with it is 0, never NaN.
  ${eachRow((i) => `var largest_${i} = -1e30f; var total_${i} = 0f;`)}
  ${tiles.declare('mixed')}

  for (var key0 = 0u; key0 < ${length}u; key0 += ${COLUMNS}u) {
    ${tile.multiply(
      (row, k4) => `loadQuery(batchRow, head, position0 + ${row}, ${k4})`,
      (column, k4) => `loadKey(batchRow, head, key0 + ${neighbours(column)}, ${k4})`,
    )}
    ${tile.each((i, j) => {
      const score = tile.sum(i, j);
      return `${score} = select(-1e30f, ${score} * ${scale}, key0 + ${neighbour(j)} < ${length}u);`;
    })}
    ${eachRow(
      (i) => `${partial(i)} =
      max(max(${tile.sum(i, 0)}, ${tile.sum(i, 1)}), max(${tile.sum(i, 2)}, ${tile.sum(i, 3)}));`,
    )}
    workgroupBarrier();

    ${eachRow(
      (i) => `
    let before_${i} = largest_${i};
    for (var x = 0u; x < ${THREADS_X}u; x++) { largest_${i} = max(largest_${i}, ${partialOf('x', i)}); }
    let shrink_${i} = exp(before_${i} - largest_${i});
    total_${i} *= shrink_${i};`,
    )}
    ${tiles.each('mixed', (i, sum) => `${sum} *= shrink_${i};`)}
    ${tile.each(
      (i, j) =>
        `let p_${i}_${j} = exp(${tile.sum(i, j)} - largest_${i}); total_${i} += p_${i}_${j};`,
    )}
    ${tiles.weigh((i, j) => `p_${i}_${j}`)}
    ${tiles.add('mixed', (column, channel4) => `loadValue(batchRow, head, key0 + ${column}, ${channel4})`)}
  }

  // So far every thread has the total of its own columns.
  ${eachRow((i) => `${partial(i)} = total_${i};`)}
  workgroupBarrier();
  ${eachRow(
    (i) => `
  total_${i} = 0f;
  for (var x = 0u; x < ${THREADS_X}u; x++) { total_${i} += ${partialOf('x', i)}; }`,
  )}
  ${tiles.each(
    'mixed',
    (i, sum, channel4) =>
      `storeMixture(batchRow, head, ${position(i)}, ${channel4}, ${sum} / total_${i});`,
  )}
  ${
    saveLogSumExp
      ? eachRow(
          (i) => `if (threadX == 0u && ${position(i)} < ${length}u) {
    logSumExp[line0 + ${position(i)}] = largest_${i} + log(total_${i});
  }`,
        )
      : ''
  }`,
  });
}

/** `fn storeMixture(batchRow, head, position, channel4, mixture)`: four channels of `out`. */
function storeMixture(shape: Pick<HeadShape, 'length' | 'heads' | 'size'>): string {
  const { length, heads, size } = shape;
  const vectors = Math.ceil(size / 4);
  const row = `((batchRow * ${length}u + position) * ${heads}u + head)`;
  const store =
    rowType(size) === 'vec4f'
      ? `out[${row} * ${vectors}u + channel4] = mixture;`
      : `
  let channel = 4u * channel4;
  for (var i = 0u; i < 4u && channel + i < ${size}u; i++) {
    out[${row} * ${size}u + channel + i] = mixture[i];
  }`;
  return /* wgsl */ `
fn storeMixture(batchRow: u32, head: u32, position: u32, channel4: u32, mixture: vec4f) {
  if (position >= ${length}u || channel4 >= ${vectors}u) { return; }
  ${store}
}`;
}
