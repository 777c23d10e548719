import type { ArgsOf, Dims } from '../op-specs';
import type { Tensor } from '../tensor';
import type { Recording } from './recording';

export function emitEmbed(recording: Recording, args: ArgsOf<'embed'>, { L, S, D, W }: Dims): void {
  const { graph } = recording;
  const { tokens, tokenTable, puzzle, positionTable, scale, out } = args;
  const prefix = L - S;
  let rows = lookUp(recording, tokenTable, tokens, `${out.name}/cells`);
  if (prefix !== 0) {
    if (puzzle === null) {
      throw new RangeError(`embed: ${prefix} prefix positions, but no puzzle table to fill them.`);
    }
    const missing = prefix * D - W;
    const first = emitPrefix(recording, puzzle, [prefix, D, missing], `${out.name}/prefix`);
    rows = graph.node('Concat', [first, rows], {
      name: `${out.name}/rows`,
      attributes: { axis: 1 },
    });
  }
  if (positionTable) {
    rows = graph.node('Add', [rows, recording.read(positionTable)], { name: `${out.name}/placed` });
  }
  recording.write(out, graph.node('Mul', [rows, graph.scalar(scale)], { name: out.name }));
}

/** The puzzle embeddings, padded with zeros to P·D numbers and cut into P positions: [B,P,D]. */
function emitPrefix(
  recording: Recording,
  { identifiers, table }: { readonly identifiers: Tensor; readonly table: Tensor },
  [prefix, hidden, missing]: readonly [number, number, number],
  name: string,
): string {
  const { graph } = recording;
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
