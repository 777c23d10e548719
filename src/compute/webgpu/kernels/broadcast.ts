import { elementwise, input, output, type Kernel } from './kernel';

/**
 * out[b,l,:] = source[:]; with a mask, only in rows with mask ≠ 0. Bindings source [hidden]
 * (, mask u32 [batch]), out [batch, length, hidden].
 */
export function broadcast(shape: {
  readonly batch: number;
  readonly length: number;
  readonly hidden: number;
  readonly mask: boolean;
}): Kernel {
  const { batch, length, hidden, mask } = shape;
  const type = hidden % 4 === 0 ? 'vec4f' : 'f32';
  const lanes = type === 'vec4f' ? hidden / 4 : hidden;
  return elementwise({
    label: `broadcast ${batch}×${length}×${hidden}`,
    bindings: [input('source', type), ...(mask ? [input('mask', 'u32')] : []), output('out', type)],
    count: batch * length * lanes,
    body: /* wgsl */ `
  ${mask ? `if (mask[index / ${length * lanes}u] == 0u) { return; }` : ''}
  out[index] = source[index % ${lanes}u];`,
  });
}
