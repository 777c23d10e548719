import { elementwise, input, output, type Kernel } from './kernel';

/** out = a + b, or a + (b + c). Bindings a, b (, c), out, each [size]. */
export function add(shape: { readonly size: number; readonly three: boolean }): Kernel {
  const { size, three } = shape;
  const type = size % 4 === 0 ? 'vec4f' : 'f32';
  return elementwise({
    label: `add ${size}`,
    bindings: [
      input('a', type),
      input('b', type),
      ...(three ? [input('c', type)] : []),
      output('out', type),
    ],
    count: type === 'vec4f' ? size / 4 : size,
    body: `out[index] = a[index] + ${three ? '(b[index] + c[index])' : 'b[index]'};`,
  });
}
