import { elementwise, input, output, update, type Kernel } from './kernel';
import { rowType } from './operand-loaders';
import { rowScale, squaresOf, type RowNorm } from './row-norm';

/**
 * Computes a pending norm: every row of x is scaled in place. Bindings x [rows, hidden], xSquares
 * [rows, parts] (, inverseRms [rows]).
 */
export function normalize(shape: {
  readonly rows: number;
  readonly norm: RowNorm;
  readonly saveInverseRms: boolean;
}): Kernel {
  const { rows, norm, saveInverseRms } = shape;
  const { hidden } = norm;
  const type = rowType(hidden);
  const lanes = type === 'vec4f' ? hidden / 4 : hidden;
  return elementwise({
    label: `normalize ${rows}×${hidden}`,
    bindings: [
      update('x', type),
      input(squaresOf('x'), 'vec4f'),
      ...(saveInverseRms ? [output('inverseRms')] : []),
    ],
    count: rows * lanes,
    declarations: rowScale('x', rows, norm),
    body: /* wgsl */ `
  let row = index / ${lanes}u;
  let scale = xScale(row);
  x[index] *= scale;
  ${saveInverseRms ? `if (index % ${lanes}u == 0u) { inverseRms[row] = scale; }` : ''}`,
  });
}
