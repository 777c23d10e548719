import { CONTROL } from '../../training-ops';
import { input, kernel, output, update, type Kernel } from './kernel';
import { RANDOM_WORD } from './random';

const THREADS = 256;

/**
 * Decides which puzzles halt and which new ones they draw; see `TrainingOps.actHaltAndSample`. There is
 * one workgroup. Its threads take equal runs of rows in order. So the rank of a row is the number of
 * halts of earlier threads, plus the halts before it in its own run. Bindings q [batch, 2], control
 * u32, cursor u32 [1], segments, halted and draw u32 [batch], steps [batch]: the segments of a puzzle
 * that halts, otherwise 0.
 */
export function actHaltAndSample(shape: {
  readonly batch: number;
  readonly datasetSize: number;
}): Kernel {
  const { batch, datasetSize } = shape;
  const run = Math.ceil(batch / THREADS);
  return kernel({
    label: `actHaltAndSample ${batch} of ${datasetSize}`,
    bindings: [
      input('q'),
      input('control', 'u32'),
      update('cursor', 'u32'),
      update('segments', 'u32'),
      output('halted', 'u32'),
      output('draw', 'u32'),
      output('steps'),
    ],
    threads: THREADS,
    workgroups: 1,
    declarations: /* wgsl */ `
${RANDOM_WORD}
var<workgroup> halts: array<u32, ${THREADS}>;
/**
 * The cursor before the update: a barrier orders workgroup memory, not a read of storage before a
 * write.
 */
var<workgroup> first: u32;

/** 0, or 2…limit. */
fn minimumSegments(row: u32) -> u32 {
  let seed = control[${CONTROL.seed}];
  let step = control[${CONTROL.step}];
  let limit = control[${CONTROL.limit}];
  if (limit < 2u || randomWord(seed, step, 2u * row) >= control[${CONTROL.exploration}]) {
    return 0u;
  }
  return 2u + randomWord(seed, step, 2u * row + 1u) % (limit - 1u);
}`,
    body: /* wgsl */ `
  let begin = min(thread * ${run}u, ${batch}u);
  let end = min(begin + ${run}u, ${batch}u);
  var mine = 0u;
  for (var row = begin; row < end; row++) {
    let count = segments[row] + 1u;
    let wishes = q[2u * row] > q[2u * row + 1u];
    let halting = count >= control[${CONTROL.limit}] || (wishes && count >= minimumSegments(row));
    halted[row] = select(0u, 1u, halting);
    steps[row] = select(0f, f32(count), halting);
    segments[row] = select(count, 0u, halting);
    if (halting) { mine++; }
  }
  halts[thread] = mine;
  if (thread == 0u) { first = cursor[0]; }
  workgroupBarrier();
  var rank = 0u;
  var all = 0u;
  for (var i = 0u; i < ${THREADS}u; i++) {
    if (i == thread) { rank = all; }
    all += halts[i];
  }
  for (var row = begin; row < end; row++) {
    draw[row] = 0u;
    if (halted[row] != 0u) {
      draw[row] = (first + rank) % ${datasetSize}u;
      rank++;
    }
  }
  if (thread == 0u) { cursor[0] = (first + all) % ${datasetSize}u; }`,
  });
}
