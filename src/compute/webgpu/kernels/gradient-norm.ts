import { input, kernel, output, type Kernel } from './kernel';

const THREADS = 256;
/** The largest number of workgroups. More would only leave more parts to add up at the end. */
const MOST_PARTS = 256;
/** The smallest number of squares that a thread sums. */
const FEWEST = 8;

/** The number of parts in the sum of squares of `size` numbers. */
export function normParts(size: number): number {
  return Math.min(MOST_PARTS, Math.ceil(size / (THREADS * FEWEST)));
}

/** parts[i] = the sum of one share of the squares. Bindings gradients [size], parts [normParts(size)]. */
export function sumOfSquares(size: number): Kernel {
  const parts = normParts(size);
  const type = size % 4 === 0 ? 'vec4f' : 'f32';
  const count = type === 'vec4f' ? size / 4 : size;
  return kernel({
    label: `sumOfSquares ${size}`,
    bindings: [input('gradients', type), output('parts')],
    threads: THREADS,
    workgroups: parts,
    declarations: REDUCE,
    body: /* wgsl */ `
  var sum = 0f;
  for (var i = workgroup * ${THREADS}u + thread; i < ${count}u; i += ${parts * THREADS}u) {
    let g = gradients[i];
    sum += ${type === 'vec4f' ? 'dot(g, g)' : 'g * g'};
  }
  let total = reduce(sum, thread);
  if (thread == 0u) { parts[workgroup] = total; }`,
  });
}

/**
 * norm = √Σ parts. It is infinite from 1.8e19 on, because squares then exceed f32. Bindings parts
 * [normParts(size)], norm [1].
 */
export function normOfParts(size: number): Kernel {
  return kernel({
    label: `normOfParts ${size}`,
    bindings: [input('parts'), output('norm')],
    threads: THREADS,
    workgroups: 1,
    declarations: REDUCE,
    body: /* wgsl */ `
  var mine = 0f;
  if (thread < ${normParts(size)}u) { mine = parts[thread]; }
  let total = reduce(mine, thread);
  if (thread == 0u) { norm[0] = sqrt(total); }`,
  });
}

/** `fn reduce(value, thread) -> f32`: the sum over the workgroup, halving the terms step by step. */
const REDUCE = /* wgsl */ `
var<workgroup> terms: array<f32, ${THREADS}>;
fn reduce(value: f32, thread: u32) -> f32 {
  terms[thread] = value;
  for (var reach = ${THREADS / 2}u; reach > 0u; reach /= 2u) {
    workgroupBarrier();
    if (thread < reach) { terms[thread] += terms[thread + reach]; }
  }
  workgroupBarrier();
  return terms[0];
}`;
