import type { ArgsOf } from '../op-specs';
import { floats, integers } from './tensor';

export function embed(args: ArgsOf<'embed'>): void {
  const { tokens, tokenTable, puzzle, positionTable, scale, out } = args;
  const [batch, length, hidden] = out.shape as [number, number, number];
  const cells = tokens.shape[1]!;
  const prefix = length - cells;
  const ids = integers(tokens);
  const table = floats(tokenTable);
  const positions = positionTable ? floats(positionTable) : null;
  const target = floats(out);
  const puzzleWidth = puzzle?.table.shape[1] ?? 0;

  for (let b = 0; b < batch; b++) {
    for (let position = 0; position < length; position++) {
      for (let i = 0; i < hidden; i++) {
        let value = 0;
        if (position >= prefix) {
          value = table[ids[b * cells + position - prefix]! * hidden + i]!;
        } else if (puzzle) {
          const channel = position * hidden + i;
          const row = integers(puzzle.identifiers)[b]!;
          if (channel < puzzleWidth) value = floats(puzzle.table)[row * puzzleWidth + channel]!;
        }
        if (positions) value += positions[position * hidden + i]!;
        target[(b * length + position) * hidden + i] = scale * value;
      }
    }
  }
}
