import { CONTROL, METRICS } from '../../training-ops';
import { input, kernel, output, type Kernel } from './kernel';

const THREADS = 128;

/** What a row of the batch adds to each metric. The norm is not a sum. */
const TERMS: Readonly<Record<(typeof METRICS)[number], string>> = {
  loss: 'loss[row]',
  qHaltLoss: 'qLoss[2u * row]',
  qContinueLoss: 'qLoss[2u * row + 1u]',
  correct: 'f32(correct[row])',
  labelCount: 'f32(labelCount[row])',
  exact: 'exact',
  halted: 'halted',
  haltedExact: 'halted * exact',
  haltedSegments: 'steps[row]',
  norm: '0f',
};

/**
 * Writes a step's row of metrics. Bindings loss, steps (segments of a puzzle that halts, else 0)
 * [batch], qLoss [batch, 2], correct and labelCount u32 [batch], control u32, norm [1], metrics
 * [ring, METRICS.length].
 */
export function stepMetrics(shape: { readonly batch: number; readonly ring: number }): Kernel {
  const { batch, ring } = shape;
  const width = METRICS.length;
  return kernel({
    label: `stepMetrics ${batch}`,
    bindings: [
      input('loss'),
      input('qLoss'),
      input('correct', 'u32'),
      input('labelCount', 'u32'),
      input('steps'),
      input('control', 'u32'),
      input('norm'),
      output('metrics'),
    ],
    threads: THREADS,
    workgroups: 1,
    declarations: `var<workgroup> sums: array<f32, ${THREADS * width}>;`,
    body: /* wgsl */ `
  var mine: array<f32, ${width}>;
  for (var row = thread; row < ${batch}u; row += ${THREADS}u) {
    let exact = select(0f, 1f, correct[row] == labelCount[row]);
    let halted = select(0f, 1f, steps[row] > 0f);
    ${METRICS.map((name, m) => `mine[${m}] += ${TERMS[name]};`).join('\n')}
  }
  ${METRICS.map((_, m) => `sums[${m * THREADS}u + thread] = mine[${m}];`).join('\n')}
  workgroupBarrier();
  if (thread >= ${width}u) { return; }
  var sum = 0f;
  for (var i = 0u; i < ${THREADS}u; i++) { sum += sums[thread * ${THREADS}u + i]; }
  if (thread == ${METRICS.indexOf('norm')}u) { sum = norm[0]; }
  metrics[control[${CONTROL.step}] % ${ring}u * ${width}u + thread] = sum;`,
  });
}
