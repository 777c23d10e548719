import type { ArgsOf } from '../op-specs';
import { sizeOf } from '../tensor';
import { ROWS } from './kernels';
import type { Recording } from './recording';
import { place, wasm } from './tensor';

/**
 * The ops of a forward pass. The addresses of their tensors are fixed when the ops are recorded.
 */

export function embed({ kernels, steps }: Recording, args: ArgsOf<'embed'>): void {
  const { tokens, tokenTable, puzzle, positionTable, scale, out } = args;
  const [batch, length, hidden] = out.shape as [number, number, number];
  const cells = tokens.shape[1]!;
  const prefix = length - cells;
  const [ids, identifiers] = [wasm(tokens), puzzle && wasm(puzzle.identifiers)];
  const width = puzzle?.table.shape[1] ?? 0;
  const [from, puzzleRows, to] = [place(tokenTable), place(puzzle?.table), place(out)];
  const positions = place(positionTable);
  steps.push(() => {
    for (let b = 0; b < batch; b++) {
      const row = to + 4 * b * length * hidden;
      const id = identifiers?.data[b] ?? 0;
      const filled = Math.min(width, prefix * hidden);
      kernels.embed(puzzleRows + 4 * id * width, filled, positions, scale, row, prefix * hidden);
      for (let cell = 0; cell < cells; cell++) {
        const at = 4 * (prefix + cell) * hidden;
        const source = from + 4 * ids.data[b * cells + cell]! * hidden;
        kernels.embed(source, hidden, positions && positions + at, scale, row + at, hidden);
      }
    }
  });
}

export function add({ kernels, steps }: Recording, { a, b, c, out }: ArgsOf<'add'>): void {
  const [first, second, third, to] = [place(a), place(b), place(c), place(out)];
  const count = sizeOf(out.shape);
  steps.push(() => kernels.add(first, second, third, to, count));
}

/** The rows [b, from + i] of a tensor [B,L,width], i < taken, as pieces of evenly spaced rows. */
export function piecesOf(
  shape: readonly number[],
  from: number,
  taken: number,
): {
  readonly count: number;
  readonly rows: number;
  readonly start: number;
  readonly stride: number;
}[] {
  const [batch, length, width] = shape as [number, number, number];
  if (taken === length) return [{ count: batch * length, rows: 0, start: 0, stride: width }];
  if (taken === 1) return [{ count: batch, rows: 0, start: from * width, stride: length * width }];
  return Array.from({ length: batch }, (_, b) => ({
    count: taken,
    rows: b * taken,
    start: (b * length + from) * width,
    stride: width,
  }));
}

export function linear(recording: Recording, args: ArgsOf<'linear'>): void {
  const { x, weight, bias, from = 0, out } = args;
  const { kernels, steps } = recording;
  const [batch, taken, outputs] = out.shape as [number, number, number];
  const width = weight.shape[1]!;
  const packed = recording.packed(weight, 'forward');
  const [source, to, shift] = [place(x), place(out), place(bias)];
  const pieces = piecesOf(x.shape, from, taken);
  steps.push(() => {
    for (const { count, rows, start, stride } of pieces) {
      const target = to + 4 * rows * outputs;
      const left = source + 4 * start;
      kernels.multiply(left, 4 * stride, 4, packed, target, 4 * outputs, count, outputs, width, 0);
    }
    if (shift) kernels.addBias(to, shift, batch * taken, outputs);
  });
}

export function linearResidualNorm(recording: Recording, args: ArgsOf<'linearResidualNorm'>): void {
  const { x, weight, residual, epsilon, out, saveInverseRms } = args;
  const { kernels, steps } = recording;
  const [hidden, width] = weight.shape as [number, number];
  const rows = sizeOf(out.shape) / hidden;
  const packed = recording.packed(weight, 'forward');
  const [source, other, to, saved] = [place(x), place(residual), place(out), place(saveInverseRms)];
  steps.push(() =>
    kernels.linearResidualNorm(source, packed, other, to, saved, rows, hidden, width, epsilon),
  );
}

export function gatedLinear(recording: Recording, args: ArgsOf<'gatedLinear'>): void {
  const { x, weight, out, savePreactivations } = args;
  const { kernels, steps, scratch } = recording;
  const [twiceInner, hidden] = weight.shape as [number, number];
  const inner = twiceInner / 2;
  const rows = sizeOf(out.shape) / inner;
  const packed = recording.packed(weight, 'forward');
  const [source, to, saved] = [place(x), place(out), place(savePreactivations)];
  scratch.reserve(4 * ROWS * twiceInner);
  const kept = saved ? 1 : 0;
  steps.push(() =>
    kernels.gatedLinear(source, packed, to, saved || scratch.at, kept, rows, hidden, inner),
  );
}

export function attention({ kernels, steps, scratch }: Recording, args: ArgsOf<'attention'>): void {
  const { qkv, rope, heads, out, saveLogSumExp } = args;
  const [batch, length, hidden] = out.shape as [number, number, number];
  const size = hidden / heads;
  const [source, to, saved] = [place(qkv), place(out), place(saveLogSumExp)];
  const [cos, sin] = [place(rope?.cos), place(rope?.sin)];
  scratch.reserve(4 * (length + 8) * (ROWS + 3 * (size + 8)));
  steps.push(() =>
    kernels.attention(source, cos, sin, to, saved, scratch.at, batch, length, heads, size),
  );
}
