import { headLoaders } from './head-loaders';
import { input, kernel, literal, output, unroll, type Kernel } from './kernel';
import { FULL_GPU, matmulTile, rowType, type TileShape } from './matmul-tile';

/** Keys a workgroup looks at together, and the vectors of a value it mixes together. */
const KEYS = 32;
const VALUE_VECTORS = 8;
/** One more than KEYS, so that a column of scores does not fall into one memory bank. */
const SCORE_STRIDE = KEYS + 1;

/**
 * Full multi-head attention with the rotary turn of q and k fused in. Bindings qkv
 * [batch, length, 3·heads·size] (, cos, sin [length, size/2]), out [batch, length, heads·size]
 * (, logSumExp [batch, heads, length]).
 *
 * A workgroup takes a tile of queries of one head past all keys, 32 at a time, and never stores the
 * length × length scores: each row keeps its running maximum, the sum of exponentials below it and
 * the mixture so far, both rescaled whenever the maximum rises (online softmax: M. Milakov and
 * N. Gimelshein, arXiv 1805.02867; tiled as in FlashAttention, T. Dao et al., arXiv 2205.14135).
 */
export function attention(shape: {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  /** Channels of a head. */
  readonly size: number;
  readonly rope: boolean;
  readonly saveLogSumExp: boolean;
}): Kernel {
  const { batch, length, heads, size, rope, saveLogSumExp } = shape;
  const tileShape = chooseQueryTile(batch * heads, length);
  const { threadsX, rowsPerThread } = tileShape;
  const tile = matmulTile(tileShape, size);
  const queryTiles = Math.ceil(length / tile.rows);
  const chunks = Math.ceil(size / (4 * VALUE_VECTORS));
  const loaders = headLoaders(shape);
  const eachRow = (text: (i: number) => string) => unroll(rowsPerThread, text);
  const mixed = (chunk: number, i: number) => `mixed_${chunk}_${i}`;

  return kernel({
    label: `attention ${batch}×${heads}×${length}×${size}`,
    bindings: [
      input('qkv', loaders.type),
      ...(rope ? [input('cosines', loaders.type), input('sines', loaders.type)] : []),
      output('out', rowType(size)),
      ...(saveLogSumExp ? [output('logSumExp')] : []),
    ],
    threads: tile.threads,
    workgroups: batch * heads * queryTiles,
    flops: 4 * batch * heads * length * length * size,
    declarations: /* wgsl */ `
${tile.declarations}
${loaders.declarations}
var<workgroup> partialMaxima: array<f32, ${tile.rows * threadsX}>;
var<workgroup> weights: array<f32, ${tile.rows * SCORE_STRIDE}>;
var<workgroup> values: array<vec4f, ${KEYS * VALUE_VECTORS}>;
${storeMixture(shape)}`,
    body: /* wgsl */ `
  ${tile.setup}
  let query0 = workgroup % ${queryTiles}u * ${tile.rows}u;
  let head = workgroup / ${queryTiles}u % ${heads}u;
  let batchRow = workgroup / ${queryTiles * heads}u;
  // Far below any score, yet finite: exp of a difference with it is 0, never NaN.
  ${eachRow((i) => `var largest_${i} = -1e30f; var total_${i} = 0f;`)}
  ${unroll(chunks, (chunk) => eachRow((i) => `var ${mixed(chunk, i)} = vec4f();`))}

  for (var key0 = 0u; key0 < ${length}u; key0 += ${KEYS}u) {
    ${tile.multiply(
      (row, k4) => `loadQuery(batchRow, head, query0 + ${row}, ${k4})`,
      (column, k4) => `loadKey(batchRow, head, key0 + ${column}, ${k4})`,
    )}
    ${tile.each((i, j) => {
      const score = `${tile.sum(i, j)} * ${literal(1 / Math.sqrt(size))}`;
      return `${tile.sum(i, j)} = select(-1e30f, ${score}, key0 + ${tile.column(j)} < ${length}u);`;
    })}
    ${eachRow(
      (i) => `partialMaxima[${tile.row(i)} * ${threadsX}u + threadX] =
      max(max(${tile.sum(i, 0)}, ${tile.sum(i, 1)}), max(${tile.sum(i, 2)}, ${tile.sum(i, 3)}));`,
    )}
    workgroupBarrier();

    ${eachRow(
      (i) => `{
      var rising = largest_${i};
      for (var x = 0u; x < ${threadsX}u; x++) {
        rising = max(rising, partialMaxima[${tile.row(i)} * ${threadsX}u + x]);
      }
      let shrink = exp(largest_${i} - rising);
      largest_${i} = rising;
      total_${i} *= shrink;
      ${unroll(chunks, (chunk) => `${mixed(chunk, i)} *= shrink;`)}
    }`,
    )}
    ${tile.each(
      (i, j) =>
        `weights[${tile.row(i)} * ${SCORE_STRIDE}u + ${tile.column(j)}] = exp(${tile.sum(i, j)} - largest_${i});`,
    )}

    ${unroll(
      chunks,
      (chunk) => `
    ${chunk > 0 ? 'workgroupBarrier();' : ''}
    for (var i = thread; i < ${KEYS * VALUE_VECTORS}u; i += ${tile.threads}u) {
      values[i] = loadValue(batchRow, head, key0 + i / ${VALUE_VECTORS}u, ${chunk * VALUE_VECTORS}u + i % ${VALUE_VECTORS}u);
    }
    workgroupBarrier();
    for (var key = 0u; key < ${KEYS}u; key++) {
      let value = values[key * ${VALUE_VECTORS}u + threadX];
      ${eachRow(
        (i) => `
      let weight_${i} = weights[${tile.row(i)} * ${SCORE_STRIDE}u + key];
      ${mixed(chunk, i)} = fma(vec4f(weight_${i}), value, ${mixed(chunk, i)});
      ${chunk === 0 ? `total_${i} += weight_${i};` : ''}`,
      )}
    }`,
    )}
  }

  ${eachRow(
    (i) => `{
    let query = query0 + ${tile.row(i)};
    if (query < ${length}u) {
      ${unroll(
        chunks,
        (chunk) =>
          `storeMixture(batchRow, head, query, ${chunk * VALUE_VECTORS}u + threadX, ${mixed(chunk, i)} / total_${i});`,
      )}
      ${
        saveLogSumExp
          ? `if (threadX == 0u) {
        logSumExp[(batchRow * ${heads}u + head) * ${length}u + query] = largest_${i} + log(total_${i});
      }`
          : ''
      }
    }
  }`,
  )}`,
  });
}

/** `fn storeMixture(batchRow, head, position, channel4, mixture)`: four channels of `out`. */
function storeMixture(shape: { length: number; heads: number; size: number }): string {
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
  if (channel4 >= ${vectors}u) { return; }
  ${store}
}`;
}

/** Tiles of 32 queries, or fewer where the grid would leave much of the GPU idle. */
export function chooseQueryTile(heads: number, length: number): TileShape {
  const threadsY = 8;
  const rowsPerThread =
    [4, 2].find((rows) => heads * Math.ceil(length / (threadsY * rows)) >= FULL_GPU) ?? 1;
  return { threadsX: 8, threadsY, rowsPerThread, columnsPerThread: KEYS / 8, depth: 4 };
}
