import { elementwise, input, literal, output, table, type Kernel } from './kernel';

/**
 * out = scale · (token, or prefix slice of the puzzle embedding, + position): see `Ops.embed`.
 * Bindings tokens u32 [batch, cells], tokenTable [vocabulary, hidden] (, identifiers u32 [batch],
 * puzzleTable [ids, puzzleWidth]) (, positionTable [length, hidden]), out [batch, length, hidden].
 */
export function embed(shape: {
  readonly batch: number;
  readonly length: number;
  readonly cells: number;
  readonly hidden: number;
  /** Width of the puzzle embedding; null without one. */
  readonly puzzleWidth: number | null;
  readonly positions: boolean;
  readonly scale: number;
}): Kernel {
  const { batch, length, cells, hidden, puzzleWidth, positions, scale } = shape;
  const prefix = length - cells;
  const prefixRow =
    puzzleWidth === null
      ? ''
      : `else {
    let slot = position * ${hidden}u + channel;
    if (slot < ${puzzleWidth}u) { value = puzzleTable[identifiers[row] * ${puzzleWidth}u + slot]; }
  }`;
  return elementwise({
    label: `embed ${batch}×${length}×${hidden}`,
    bindings: [
      input('tokens', 'u32'),
      table('tokenTable'),
      ...(puzzleWidth === null ? [] : [input('identifiers', 'u32'), table('puzzleTable')]),
      ...(positions ? [input('positionTable')] : []),
      output('out'),
    ],
    count: batch * length * hidden,
    body: /* wgsl */ `
  let channel = index % ${hidden}u;
  let position = index / ${hidden}u % ${length}u;
  let row = index / ${length * hidden}u;
  var value = 0f;
  if (position >= ${prefix}u) {
    let token = tokens[row * ${cells}u + position - ${prefix}u];
    value = tokenTable[token * ${hidden}u + channel];
  } ${prefixRow}
  ${positions ? `value += positionTable[position * ${hidden}u + channel];` : ''}
  out[index] = ${literal(scale)} * value;`,
  });
}
