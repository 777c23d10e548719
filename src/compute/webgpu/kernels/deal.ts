import { elementwise, input, output, table, type Kernel } from './kernel';

/**
 * Puzzles of a deck into the rows that halted. Bindings halted and draw u32 [batch], deckTokens and
 * deckLabels u32 [deck, cells], deckIdentifiers u32 [deck], tokens and labels u32 [batch, cells],
 * identifiers u32 [batch].
 */
export function deal(shape: { readonly batch: number; readonly cells: number }): Kernel {
  const { batch, cells } = shape;
  return elementwise({
    label: `deal ${batch}×${cells}`,
    bindings: [
      input('halted', 'u32'),
      input('draw', 'u32'),
      table('deckTokens', 'u32'),
      table('deckLabels', 'u32'),
      table('deckIdentifiers', 'u32'),
      output('tokens', 'u32'),
      output('labels', 'u32'),
      output('identifiers', 'u32'),
    ],
    count: batch * cells,
    body: /* wgsl */ `
  let row = index / ${cells}u;
  if (halted[row] == 0u) { return; }
  let cell = index % ${cells}u;
  let puzzle = draw[row];
  tokens[index] = deckTokens[puzzle * ${cells}u + cell];
  labels[index] = deckLabels[puzzle * ${cells}u + cell];
  if (cell == 0u) { identifiers[row] = deckIdentifiers[puzzle]; }`,
  });
}
