import { headLoaders, type HeadShape } from './head-loaders';
import { input, literal, type Binding } from './kernel';
import { mixture, type Mixture } from './mixture';

/**
 * How the attention kernels divide the work: one workgroup for each puzzle, head and tile of
 * positions. Also the code that reads q, k and v.
 */
export interface HeadTiles extends Mixture {
  /** Element type of qkv and of the angles; see `headLoaders`. */
  readonly type: 'vec4f' | 'f32';
  /** qkv [batch, length, 3·heads·size] (, cosines, sines [length, size/2]). */
  readonly bindings: readonly Binding[];
  readonly workgroups: number;
  /**
   * Statements that define the place of the workgroup and the thread: `batchRow` and `head`;
   * `position0`, the first position of the tile; `line0`, the place where the numbers of that head
   * begin in a tensor [batch, heads, length].
   */
  readonly setup: string;
  /** Position of the i-th of a thread's rows. */
  position(i: number): string;
  /** 1 / √size, by which scores are multiplied. */
  readonly scale: string;
}

export function headTiles(shape: HeadShape): HeadTiles {
  const { batch, length, heads, size, rope } = shape;
  const mix = mixture(batch * heads, length, size);
  const { tile } = mix;
  const tiles = Math.ceil(length / tile.rows);
  const { type, declarations } = headLoaders(shape);
  return {
    ...mix,
    type,
    bindings: [input('qkv', type), ...(rope ? [input('cosines', type), input('sines', type)] : [])],
    workgroups: batch * heads * tiles,
    declarations: `${mix.declarations}\n${declarations}`,
    setup: /* wgsl */ `
  ${tile.setup}
  let position0 = workgroup % ${tiles}u * ${tile.rows}u;
  let head = workgroup / ${tiles}u % ${heads}u;
  let batchRow = workgroup / ${tiles * heads}u;
  let line0 = (batchRow * ${heads}u + head) * ${length}u;`,
    position: (i) => `(position0 + ${tile.row(i)})`,
    scale: literal(1 / Math.sqrt(size)),
  };
}
