import type { HeadShape } from './head-loaders';
import type { MatmulTile } from './matmul-tile';

/**
 * `fn storeGradient(part, batchRow, head, position, channel4, gradient)`: stores four channels of dQkv
 * in the part of q (0), k (1) or v (2). With rotary positions also `fn turnBack(part, batchRow, head,
 * position, pair)`, which turns a pair of channels, or of vectors of channels, by the opposite angle.
 * This is the transpose of the turn of q and k.
 *
 * @param type of dQkv and the angles; see `headLoaders`
 */
export function gradientStores(shape: HeadShape, type: 'vec4f' | 'f32'): string {
  const { length, heads, size, rope } = shape;
  const lanes = type === 'vec4f' ? size / 4 : size;
  const store =
    type === 'vec4f'
      ? 'dQkv[at + channel4] = gradient;'
      : `
  let channel = 4u * channel4;
  for (var i = 0u; i < 4u && channel + i < ${size}u; i++) {
    dQkv[at + channel + i] = gradient[i];
  }`;
  const turnBack = /* wgsl */ `
fn turnBack(part: u32, batchRow: u32, head: u32, position: u32, pair: u32) {
  let low = gradientAt(part, batchRow, head, position) + pair;
  let high = low + ${lanes / 2}u;
  let c = cosines[position * ${lanes / 2}u + pair];
  let s = sines[position * ${lanes / 2}u + pair];
  let x = dQkv[low];
  let y = dQkv[high];
  dQkv[low] = x * c + y * s;
  dQkv[high] = y * c - x * s;
}`;
  return /* wgsl */ `
fn gradientAt(part: u32, batchRow: u32, head: u32, position: u32) -> u32 {
  return ((batchRow * ${length}u + position) * ${3 * heads}u + part * ${heads}u + head) * ${lanes}u;
}
fn storeGradient(
  part: u32, batchRow: u32, head: u32, position: u32, channel4: u32, gradient: vec4f,
) {
  if (position >= ${length}u || channel4 >= ${Math.ceil(size / 4)}u) { return; }
  let at = gradientAt(part, batchRow, head, position);
  ${store}
}
${rope ? turnBack : ''}`;
}

/**
 * Statements that turn back the gradients of `part` that the workgroup has stored at its positions.
 * They begin with a barrier, because different threads stored the halves of a pair.
 */
export function turnTileBack(
  tile: MatmulTile,
  { length, size, rope }: HeadShape,
  type: 'vec4f' | 'f32',
  part: 0 | 1,
): string {
  if (!rope) return '';
  const pairs = type === 'vec4f' ? size / 8 : size / 2;
  return /* wgsl */ `
  storageBarrier();
  for (var i = thread; i < ${tile.rows * pairs}u; i += ${tile.threads}u) {
    let position = position0 + i / ${pairs}u;
    if (position < ${length}u) { turnBack(${part}u, batchRow, head, position, i % ${pairs}u); }
  }`;
}
