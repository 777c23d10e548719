import { input, kernel, literal, output, type Kernel } from './kernel';
import { rowType } from './operand-loaders';

const THREADS_PER_ROW = 32;
const ROWS = 4;

/**
 * The gradient through RMSNorm: du = (dOut − out · mean(out ∘ dOut)) · inverseRms. Bindings out,
 * dOut and du [rows, hidden], inverseRms [rows].
 */
export function rmsNormBackward(shape: { readonly rows: number; readonly hidden: number }): Kernel {
  const { rows, hidden } = shape;
  const type = rowType(hidden);
  const lanes = type === 'vec4f' ? hidden / 4 : hidden;
  return kernel({
    label: `rmsNormBackward ${rows}×${hidden}`,
    bindings: [input('out', type), input('inverseRms'), input('dOut', type), output('du', type)],
    threads: ROWS * THREADS_PER_ROW,
    workgroups: Math.ceil(rows / ROWS),
    declarations: `var<workgroup> partialSums: array<f32, ${ROWS * THREADS_PER_ROW}>;`,
    body: /* wgsl */ `
  let row = workgroup * ${ROWS}u + thread / ${THREADS_PER_ROW}u;
  let x = thread % ${THREADS_PER_ROW}u;
  let first = row * ${lanes}u;
  let lanes = select(0u, ${lanes}u, row < ${rows}u);
  var sum = 0f;
  for (var i = x; i < lanes; i += ${THREADS_PER_ROW}u) {
    sum += ${type === 'vec4f' ? 'dot(out[first + i], dOut[first + i])' : 'out[first + i] * dOut[first + i]'};
  }
  partialSums[thread] = sum;
  workgroupBarrier();
  var total = 0f;
  for (var i = 0u; i < ${THREADS_PER_ROW}u; i++) { total += partialSums[thread - x + i]; }
  let mean = total / ${literal(hidden)};
  for (var i = x; i < lanes; i += ${THREADS_PER_ROW}u) {
    du[first + i] = (dOut[first + i] - out[first + i] * mean) * inverseRms[row];
  }`,
  });
}
