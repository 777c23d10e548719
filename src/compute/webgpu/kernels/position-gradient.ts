import { elementwise, input, literal, output, type Kernel } from './kernel';

/**
 * The parts of the gradient of `embed` that follow positions: dPositionTable[l] = scale · Σ_b
 * dOut[b,l] and dPuzzleRows[b] = scale · the prefix of dOut[b], zeros past the prefix. Bindings dOut
 * [batch, length, hidden] (, dPositionTable [length, hidden]) (, dPuzzleRows [batch, puzzleWidth]).
 */
export function positionGradient(shape: {
  readonly batch: number;
  readonly length: number;
  readonly prefix: number;
  readonly hidden: number;
  readonly scale: number;
  readonly positions: boolean;
  /** Width of the puzzle embedding; null if its gradient is not needed. */
  readonly puzzleWidth: number | null;
}): Kernel {
  const { batch, length, prefix, hidden, scale, positions, puzzleWidth } = shape;
  const row = length * hidden;
  const inPositions = positions ? row : 0;
  return elementwise({
    label: `positionGradient ${batch}×${length}×${hidden}`,
    bindings: [
      input('dOut'),
      ...(positions ? [output('dPositionTable')] : []),
      ...(puzzleWidth === null ? [] : [output('dPuzzleRows')]),
    ],
    count: inPositions + batch * (puzzleWidth ?? 0),
    body: /* wgsl */ `
  ${
    positions
      ? `if (index < ${row}u) {
    var sum = 0f;
    for (var b = 0u; b < ${batch}u; b++) { sum += dOut[b * ${row}u + index]; }
    dPositionTable[index] = ${literal(scale)} * sum;
    return;
  }`
      : ''
  }
  ${
    puzzleWidth === null
      ? ''
      : `let slot = (index - ${inPositions}u) % ${puzzleWidth}u;
  let b = (index - ${inPositions}u) / ${puzzleWidth}u;
  var value = 0f;
  if (slot < ${prefix * hidden}u) { value = dOut[b * ${row}u + slot]; }
  dPuzzleRows[index - ${inPositions}u] = ${literal(scale)} * value;`
  }`,
  });
}
