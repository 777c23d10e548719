import { elementwise, input, literal, output, update, type Kernel } from './kernel';
import { normed, rowScale, timesScale, type RowNorm } from './row-norm';

/**
 * out = alpha · x + beta · y, or alpha · x. Bindings x (, xSquares) (, y (, ySquares)), out, each of
 * `size` numbers. With `inPlace` there is no binding x, because x is in out.
 */
export function axpby(shape: {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly two: boolean;
  readonly inPlace: boolean;
  /** Pending norms; that of x only without `inPlace`. */
  readonly xNorm: RowNorm | null;
  readonly yNorm: RowNorm | null;
}): Kernel {
  const { size, alpha, beta, two, inPlace, xNorm, yNorm } = shape;
  const [xLength, yLength] = [xNorm?.hidden ?? size, yNorm?.hidden ?? size];
  const type = xLength % 4 === 0 && yLength % 4 === 0 ? 'vec4f' : 'f32';
  const lanes = type === 'vec4f' ? 4 : 1;
  const x = inPlace
    ? 'out[index]'
    : `x[index]${timesScale('x', `index / ${xLength / lanes}u`, xNorm)}`;
  const y = `y[index]${timesScale('y', `index / ${yLength / lanes}u`, yNorm)}`;
  return elementwise({
    label: `axpby ${size}`,
    bindings: [
      ...(inPlace ? [] : normed(input('x', type), xNorm)),
      ...(two ? normed(input('y', type), yNorm) : []),
      inPlace ? update('out', type) : output('out', type),
    ],
    count: size / lanes,
    declarations: [rowScale('x', size / xLength, xNorm), rowScale('y', size / yLength, yNorm)].join(
      '\n',
    ),
    body: `out[index] = ${literal(alpha)} * ${x}${two ? ` + ${literal(beta)} * ${y}` : ''};`,
  });
}
