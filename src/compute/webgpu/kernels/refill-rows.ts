import { elementwise, input, output, table, type Kernel } from './kernel';

/**
 * Copies puzzles of the dataset into the rows that halted. Bindings halted and draw u32 [batch],
 * datasetTokens and datasetLabels u32 [puzzles, cells], datasetIdentifiers u32 [puzzles], tokens and
 * labels u32 [batch, cells], identifiers u32 [batch].
 */
export function refillRows(shape: { readonly batch: number; readonly cells: number }): Kernel {
  const { batch, cells } = shape;
  return elementwise({
    label: `refillRows ${batch}×${cells}`,
    bindings: [
      input('halted', 'u32'),
      input('draw', 'u32'),
      table('datasetTokens', 'u32'),
      table('datasetLabels', 'u32'),
      table('datasetIdentifiers', 'u32'),
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
  tokens[index] = datasetTokens[puzzle * ${cells}u + cell];
  labels[index] = datasetLabels[puzzle * ${cells}u + cell];
  if (cell == 0u) { identifiers[row] = datasetIdentifiers[puzzle]; }`,
  });
}
