import { elementwise, input, literal, output, update, type Kernel } from './kernel';

/**
 * out = alpha · x + beta · y, or alpha · x. Bindings x (, y), out, each [size]; without x where
 * `inPlace` says that x stands in out.
 */
export function axpby(shape: {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly two: boolean;
  readonly inPlace: boolean;
}): Kernel {
  const { size, alpha, beta, two, inPlace } = shape;
  const type = size % 4 === 0 ? 'vec4f' : 'f32';
  const x = inPlace ? 'out[index]' : 'x[index]';
  return elementwise({
    label: `axpby ${size}`,
    bindings: [
      ...(inPlace ? [] : [input('x', type)]),
      ...(two ? [input('y', type)] : []),
      inPlace ? update('out', type) : output('out', type),
    ],
    count: type === 'vec4f' ? size / 4 : size,
    body: `out[index] = ${literal(alpha)} * ${x}${two ? ` + ${literal(beta)} * y[index]` : ''};`,
  });
}
