import { MUON, VIEW_ALIGNMENT, type MatrixPlace } from '../../training-ops';
import { elementwise, input, kernel, literal, output, update, type Kernel } from './kernel';
import { IS_FINITE, rate } from './rates';

/**
 * Muon on all matrices at once (`TrainingOps.muon`): a dispatch works on every matrix, each
 * workgroup on a part of one. Tables in the kernel's text say which.
 */
export interface MuonPlan {
  readonly size: number;
  readonly matrices: readonly PlannedMatrix[];
  /** Numbers in the gram matrices of all of them. */
  readonly gramSize: number;
}

export interface PlannedMatrix extends MatrixPlace {
  /** The shorter side, and the place of its gram matrix among the others. */
  readonly short: number;
  readonly long: number;
  readonly gramOffset: number;
}

/** @param size numbers in the arena, the gaps between matrices included */
export function planMuon(matrices: readonly MatrixPlace[], size: number): MuonPlan {
  let gramSize = 0;
  const planned = matrices.map((matrix) => {
    const [short, long] = [matrix.rows, matrix.columns].sort((a, b) => a - b) as [number, number];
    const gramOffset = gramSize;
    gramSize += short * short;
    if (matrix.offset % VIEW_ALIGNMENT > 0 || matrix.offset + short * long > size) {
      throw new RangeError(`muon: a matrix at ${matrix.offset} does not lie in the arena.`);
    }
    return { ...matrix, short, long, gramOffset };
  });
  return { size, matrices: planned, gramSize };
}

/**
 * A table with one number per matrix, as a WGSL constant: a value read from it is uniform if the
 * index is.
 */
export function tableOf(
  name: string,
  { matrices }: MuonPlan,
  valueOf: (matrix: PlannedMatrix) => number,
  type: 'u32' | 'f32' = 'u32',
): string {
  const values = matrices.map((matrix) => {
    const value = valueOf(matrix);
    return type === 'u32' ? `${value}u` : literal(value);
  });
  return `const ${name} = array<${type}, ${values.length}>(${values.join(', ')});`;
}

/** Momentum and the direction x. Bindings gradients [size], norm [1], rates, momentum and x [size]. */
export function muonMomentum(size: number): Kernel {
  const kept = literal(MUON.momentum);
  return elementwise({
    label: `muonMomentum ${size}`,
    bindings: [input('gradients'), input('norm'), input('rates'), update('momentum'), output('x')],
    count: size,
    declarations: IS_FINITE,
    body: /* wgsl */ `
  let magnitude = norm[0];
  // The next kernels read a direction even if no step is taken along it.
  if (!isFinite(magnitude)) { x[index] = 0f; return; }
  let clip = ${rate('clip')};
  let scale = select(1f, clip / magnitude, clip > 0f && magnitude > clip);
  let g = gradients[index] * scale;
  let m = ${kept} * momentum[index] + (1f - ${kept}) * g;
  momentum[index] = m;
  x[index] = (1f - ${kept}) * g + ${kept} * m;`,
  });
}

const THREADS = 256;

/** Divides each matrix by its norm. Binding x [size]; a workgroup is a matrix. */
export function muonScale(plan: MuonPlan): Kernel {
  return kernel({
    label: `muonScale ${plan.size}`,
    bindings: [update('x')],
    threads: THREADS,
    workgroups: plan.matrices.length,
    declarations: /* wgsl */ `
${tableOf('offsets', plan, ({ offset }) => offset)}
${tableOf('sizes', plan, ({ short, long }) => short * long)}
var<workgroup> terms: array<f32, ${THREADS}>;`,
    body: /* wgsl */ `
  let offset = offsets[workgroup];
  let size = sizes[workgroup];
  var sum = 0f;
  for (var i = thread; i < size; i += ${THREADS}u) {
    let value = x[offset + i];
    sum = fma(value, value, sum);
  }
  terms[thread] = sum;
  for (var reach = ${THREADS / 2}u; reach > 0u; reach /= 2u) {
    workgroupBarrier();
    if (thread < reach) { terms[thread] += terms[thread + reach]; }
  }
  workgroupBarrier();
  let divisor = max(sqrt(terms[0]), ${literal(MUON.epsilon)});
  for (var i = thread; i < size; i += ${THREADS}u) { x[offset + i] /= divisor; }`,
  });
}

/** The update from the orthogonal x. Bindings x [size], norm [1], rates, weights and average [size]. */
export function muonUpdate(plan: MuonPlan): Kernel {
  const { size, matrices } = plan;
  return elementwise({
    label: `muonUpdate ${size}`,
    bindings: [input('x'), input('norm'), input('rates'), update('weights'), update('average')],
    count: size,
    declarations: /* wgsl */ `
${IS_FINITE}
${tableOf('offsets', plan, ({ offset }) => offset)}
${tableOf('sizes', plan, ({ short, long }) => short * long)}
${tableOf('scales', plan, MUON.scaleOf, 'f32')}`,
    body: /* wgsl */ `
  if (!isFinite(norm[0])) { return; }
  var matrix = 0u;
  for (var m = 1u; m < ${matrices.length}u; m++) { matrix = select(matrix, m, index >= offsets[m]); }
  if (index - offsets[matrix] >= sizes[matrix]) { return; }
  let step = ${rate('lr')} * scales[matrix] * x[index];
  let weight = weights[index] * (1f - ${rate('lr')} * ${rate('weightDecay')}) - step;
  weights[index] = weight;
  average[index] += (1f - ${rate('emaDecay')}) * (weight - average[index]);`,
  });
}
