import { elementwise, input, output, type Kernel } from './kernel';
import { normed, rowScale, timesScale, type RowNorm } from './row-norm';

/**
 * out[b,n,m] = x[b,m,n]. Bindings x (, xSquares), out. Neighbouring threads write neighbouring
 * numbers.
 */
export function transpose(shape: {
  readonly batch: number;
  readonly rows: number; // M
  readonly columns: number; // N
  /** The norm of x's rows, if it is still pending. */
  readonly xNorm: RowNorm | null;
}): Kernel {
  const { batch, rows, columns, xNorm } = shape;
  const size = rows * columns;
  return elementwise({
    label: `transpose ${batch}×${rows}×${columns}`,
    bindings: [...normed(input('x'), xNorm), output('out')],
    count: batch * size,
    declarations: rowScale('x', batch * rows, xNorm),
    body: /* wgsl */ `
  let place = index % ${size}u;
  let row = index / ${size}u * ${rows}u + place % ${rows}u;
  out[index] = x[row * ${columns}u + place / ${rows}u]${timesScale('x', 'row', xNorm)};`,
  });
}
