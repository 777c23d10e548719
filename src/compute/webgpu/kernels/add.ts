import { elementwise, input, output, type Kernel } from './kernel';
import { normed, rowScale, timesScale, type RowNorm } from './row-norm';

/**
 * out = a + b, or a + (b + c). Bindings a (, aSquares), b (, bSquares) (, c (, cSquares)), out, each
 * with `size` numbers in total.
 */
export function add(shape: {
  readonly size: number;
  /** Pending norms of a, b, and c if there is a c. */
  readonly norms: readonly (RowNorm | null)[];
}): Kernel {
  const { size, norms } = shape;
  const lengths = norms.map((norm) => norm?.hidden ?? size);
  const type = lengths.every((length) => length % 4 === 0) ? 'vec4f' : 'f32';
  const lanes = type === 'vec4f' ? 4 : 1;
  const operands = ['a', 'b', 'c'].slice(0, norms.length);
  const [a, b, c] = operands.map((name, at) => {
    const row = `index / ${lengths[at]! / lanes}u`;
    return `${name}[index]${timesScale(name, row, norms[at]!)}`;
  });
  return elementwise({
    label: `add ${size}`,
    bindings: [
      ...operands.flatMap((name, at) => normed(input(name, type), norms[at]!)),
      output('out', type),
    ],
    count: size / lanes,
    declarations: operands
      .map((name, at) => rowScale(name, size / lengths[at]!, norms[at]!))
      .join('\n'),
    body: `out[index] = ${a} + ${c ? `(${b} + ${c})` : b};`,
  });
}
