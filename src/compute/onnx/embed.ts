import type { Tensor } from '../backend';
import type { ArgsOf } from './args';
import type { Recording } from './recording';
import { expectShape, threeAxes } from './shapes';

export function emitEmbed(recording: Recording, args: ArgsOf<'embed'>): void {
  const { graph } = recording;
  const { tokens, tokenTable, puzzle, positionTable, scale, out } = args;
  const [batch, length, hidden] = threeAxes('embed: out', out);
  const cells = tokens.shape[1] ?? 0;
  expectShape('embed: tokens', tokens, [batch, cells], 'u32');
  expectShape('embed: tokenTable', tokenTable, [tokenTable.shape[0] ?? 0, hidden]);

  const prefix = length - cells;
  let rows = lookUp(recording, tokenTable, tokens, `${out.name}/cells`);
  if (prefix !== 0) {
    if (puzzle === null) {
      throw new RangeError(`embed: ${prefix} prefix positions but no puzzle table to fill them.`);
    }
    expectShape('embed: puzzle.identifiers', puzzle.identifiers, [batch], 'u32');
    const first = emitPrefix(recording, puzzle, [prefix, hidden], `${out.name}/prefix`);
    rows = graph.node('Concat', [first, rows], {
      name: `${out.name}/rows`,
      attributes: { axis: 1 },
    });
  }
  if (positionTable) {
    expectShape('embed: positionTable', positionTable, [length, hidden]);
    rows = graph.node('Add', [rows, recording.read(positionTable)], { name: `${out.name}/placed` });
  }
  recording.write(out, graph.node('Mul', [rows, graph.scalar(scale)], { name: out.name }));
}

/** The puzzle embeddings, padded with zeros to P·D numbers and cut into P positions: [B,P,D]. */
function emitPrefix(
  recording: Recording,
  { identifiers, table }: { readonly identifiers: Tensor; readonly table: Tensor },
  [prefix, hidden]: [number, number],
  name: string,
): string {
  const { graph } = recording;
  const width = table.shape[1] ?? 0;
  const missing = prefix * hidden - width;
  if (missing < 0) {
    throw new RangeError(
      `embed: ${prefix} prefix positions of ${hidden} cannot hold puzzle embeddings of ${width}.`,
    );
  }
  let rows = lookUp(recording, table, identifiers, `${name}/embedding`);
  if (missing > 0) {
    rows = graph.node('Pad', [rows, graph.integers(0, 0, 0, missing)], { name: `${name}/padded` });
  }
  return graph.node('Reshape', [rows, graph.integers(0, prefix, hidden)], { name });
}

function lookUp(recording: Recording, table: Tensor, ids: Tensor, name: string): string {
  return recording.graph.node('Gather', [recording.read(table), recording.read(ids)], {
    name,
    attributes: { axis: 0 },
  });
}
