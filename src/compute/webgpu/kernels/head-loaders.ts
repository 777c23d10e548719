import { literal, unroll } from './kernel';

export interface HeadShape {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  /** Channels of a head. */
  readonly size: number;
  readonly rope: boolean;
}

/**
 * `loadQuery`, `loadKey` and `loadValue`, each `(batchRow, head, position, channel4) -> vec4f`: four
 * neighbouring channels of one head at one position, zero past the end of the sequence or the head.
 * They also turn queries and keys by their rotary angles (see `Ops.attention`).
 *
 * Whole vectors are fetched if the head consists of whole vectors (with rotary positions, each half of
 * it). Otherwise channels are fetched one by one.
 */
export function headLoaders(shape: Omit<HeadShape, 'batch'>): {
  readonly type: 'vec4f' | 'f32';
  readonly declarations: string;
} {
  const { length, heads, size, rope } = shape;
  const whole = size % (rope ? 8 : 4) === 0;
  const vectors = Math.ceil(size / 4);
  /** Lanes of the bound element type in one head. */
  const lanes = whole ? vectors : size;
  const plain = whole ? PLAIN_VECTOR : plainChannels(size);
  const turned = rope ? (whole ? turnedVector(size) : turnedChannels(size)) : '';

  const loader = (name: string, part: number, fetch: string) => `
fn ${name}(batchRow: u32, head: u32, position: u32, channel4: u32) -> vec4f {
  if (position >= ${length}u || channel4 >= ${vectors}u) { return vec4f(); }
  let at = ((batchRow * ${length}u + position) * ${3 * heads}u + ${part * heads}u + head) * ${lanes}u;
  return ${fetch};
}`;
  const fetchTurned = rope ? 'turned(at, position, channel4)' : 'plain(at, channel4)';
  return {
    type: whole ? 'vec4f' : 'f32',
    declarations: [
      plain,
      turned,
      loader('loadQuery', 0, fetchTurned),
      loader('loadKey', 1, fetchTurned),
      loader('loadValue', 2, 'plain(at, channel4)'),
    ].join('\n'),
  };
}

/**
 * `fn name(batchRow, head, position, channel4) -> vec4f`: the same of a tensor [batch, length,
 * heads·size] that is bound as `rowType(size)`.
 */
export function headLoader(args: {
  readonly name: string;
  readonly buffer: string;
  readonly length: number;
  readonly heads: number;
  readonly size: number;
}): string {
  const { name, buffer, length, heads, size } = args;
  const vectors = Math.ceil(size / 4);
  const lanes = size % 4 === 0 ? vectors : size;
  const channel = (i: number) =>
    `if (4u * channel4 + ${i}u < ${size}u) { four[${i}] = ${buffer}[at + 4u * channel4 + ${i}u]; }`;
  const fetch =
    size % 4 === 0
      ? `return ${buffer}[at + channel4];`
      : `var four = vec4f();\n${unroll(4, channel)}\nreturn four;`;
  return /* wgsl */ `
fn ${name}(batchRow: u32, head: u32, position: u32, channel4: u32) -> vec4f {
  if (position >= ${length}u || channel4 >= ${vectors}u) { return vec4f(); }
  let at = ((batchRow * ${length}u + position) * ${heads}u + head) * ${lanes}u;
  ${fetch}
}`;
}

const PLAIN_VECTOR = /* wgsl */ `
fn plain(at: u32, channel4: u32) -> vec4f {
  return qkv[at + channel4];
}`;

function plainChannels(size: number): string {
  return /* wgsl */ `
fn plainChannel(at: u32, channel: u32) -> f32 {
  if (channel >= ${size}u) { return ${literal(0)}; }
  return qkv[at + channel];
}
fn plain(at: u32, channel4: u32) -> vec4f {
  return ${fourChannels('plainChannel(at, ')};
}`;
}

function turnedVector(size: number): string {
  const half = size / 8;
  return /* wgsl */ `
fn turned(at: u32, position: u32, channel4: u32) -> vec4f {
  let upper = channel4 >= ${half}u;
  let pair = select(channel4, channel4 - ${half}u, upper);
  let partner = select(channel4 + ${half}u, pair, upper);
  let c = cosines[position * ${half}u + pair];
  let s = sines[position * ${half}u + pair];
  return qkv[at + channel4] * c + qkv[at + partner] * select(-s, s, upper);
}`;
}

function turnedChannels(size: number): string {
  const half = size / 2;
  return /* wgsl */ `
fn turnedChannel(at: u32, position: u32, channel: u32) -> f32 {
  if (channel >= ${size}u) { return ${literal(0)}; }
  let upper = channel >= ${half}u;
  let pair = select(channel, channel - ${half}u, upper);
  let partner = select(channel + ${half}u, pair, upper);
  let c = cosines[position * ${half}u + pair];
  let s = sines[position * ${half}u + pair];
  return qkv[at + channel] * c + qkv[at + partner] * select(-s, s, upper);
}
fn turned(at: u32, position: u32, channel4: u32) -> vec4f {
  return ${fourChannels('turnedChannel(at, position, ')};
}`;
}

function fourChannels(call: string): string {
  return `vec4f(${unroll(4, (i) => `${call}4u * channel4 + ${i}u)${i < 3 ? ',' : ''}`)})`;
}
