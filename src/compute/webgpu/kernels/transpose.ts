import { elementwise, input, output, type Kernel } from './kernel';

/** out[b,n,m] = x[b,m,n]. Bindings x, out. Neighbouring threads write neighbouring numbers. */
export function transpose(shape: {
  readonly batch: number;
  readonly rows: number; // M
  readonly columns: number; // N
}): Kernel {
  const { batch, rows, columns } = shape;
  const size = rows * columns;
  return elementwise({
    label: `transpose ${batch}×${rows}×${columns}`,
    bindings: [input('x'), output('out')],
    count: batch * size,
    body: /* wgsl */ `
  let start = index / ${size}u * ${size}u;
  let place = index - start;
  out[index] = x[start + place % ${rows}u * ${columns}u + place / ${rows}u];`,
  });
}
