import type { ArgsOf } from '../op-specs';
import { floats, integers } from './tensor';

export function embedBackward(args: ArgsOf<'embedBackward'>): void {
  const { tokens, scale, dOut, dTokenTable, dPositionTable, dPuzzleRows } = args;
  const [batch, length, hidden] = dOut.shape as [number, number, number];
  const cells = tokens.shape[1]!;
  const prefix = length - cells;
  const ids = integers(tokens);
  const gs = floats(dOut);

  if (dTokenTable) {
    const sums = new Float64Array(floats(dTokenTable).length);
    for (let b = 0; b < batch; b++) {
      for (let cell = 0; cell < cells; cell++) {
        const to = ids[b * cells + cell]! * hidden;
        const at = (b * length + prefix + cell) * hidden;
        for (let i = 0; i < hidden; i++) sums[to + i]! += scale * gs[at + i]!;
      }
    }
    floats(dTokenTable).set(sums);
  }
  if (dPositionTable) {
    const sums = new Float64Array(length * hidden);
    for (let i = 0; i < gs.length; i++) sums[i % sums.length]! += scale * gs[i]!;
    floats(dPositionTable).set(sums);
  }
  if (dPuzzleRows) {
    const width = dPuzzleRows.shape[1]!;
    const rows = floats(dPuzzleRows);
    for (let b = 0; b < batch; b++) {
      for (let i = 0; i < width; i++) rows[b * width + i] = scale * gs[b * length * hidden + i]!;
    }
  }
}
