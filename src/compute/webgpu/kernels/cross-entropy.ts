import type { LossKind } from '../../training-ops';
import { input, kernel, literal, output, type Kernel } from './kernel';

const THREADS = 128;

/**
 * The loss of each puzzle and its gradient; see `TrainingOps.crossEntropy`. A workgroup works on one
 * puzzle, a thread on one cell at a time. Bindings logits [batch, cells, vocabulary], labels u32
 * [batch, cells], dLogits as logits, loss [batch], correct and labelCount u32 [batch].
 */
export function crossEntropy(shape: {
  readonly batch: number;
  readonly cells: number;
  readonly vocabulary: number;
  readonly kind: LossKind;
  readonly scale: number;
}): Kernel {
  const { batch, cells, vocabulary, kind, scale } = shape;
  return kernel({
    label: `crossEntropy ${batch}×${cells}×${vocabulary}`,
    bindings: [
      input('logits'),
      input('labels', 'u32'),
      output('dLogits'),
      output('loss'),
      output('correct', 'u32'),
      output('labelCount', 'u32'),
    ],
    threads: THREADS,
    workgroups: batch,
    declarations: /* wgsl */ `
var<workgroup> counts: array<u32, ${THREADS}>;
var<workgroup> hits: array<u32, ${THREADS}>;
var<workgroup> losses: array<f32, ${THREADS}>;
${kind === 'softmax_cross_entropy' ? SOFTMAX : STABLEMAX}`,
    body: /* wgsl */ `
  let cell0 = workgroup * ${cells}u;
  var count = 0u;
  for (var s = thread; s < ${cells}u; s += ${THREADS}u) {
    if (labels[cell0 + s] != 0u) { count++; }
  }
  counts[thread] = count;
  workgroupBarrier();
  var counted = 0u;
  for (var i = 0u; i < ${THREADS}u; i++) { counted += counts[i]; }
  let scale = ${literal(scale)} / f32(counted);

  var hit = 0u;
  var sum = 0f;
  for (var s = thread; s < ${cells}u; s += ${THREADS}u) {
    let first = (cell0 + s) * ${vocabulary}u;
    let label = labels[cell0 + s];
    if (label == 0u) {
      for (var v = 0u; v < ${vocabulary}u; v++) { dLogits[first + v] = 0f; }
      continue;
    }
    var best = 0u;
    var largest = logits[first];
    for (var v = 1u; v < ${vocabulary}u; v++) {
      let logit = logits[first + v];
      if (logit > largest) {
        best = v;
        largest = logit;
      }
    }
    if (best == label) { hit++; }
    var total = 0f;
    for (var v = 0u; v < ${vocabulary}u; v++) { total += share(logits[first + v], largest); }
    let mine = logits[first + label];
    sum += log(total) - logShare(mine, largest);
    for (var v = 0u; v < ${vocabulary}u; v++) {
      let excess = shareSlope(logits[first + v], largest) / total;
      dLogits[first + v] = scale * (excess - select(0f, logShareSlope(mine), v == label));
    }
  }
  hits[thread] = hit;
  losses[thread] = sum;
  workgroupBarrier();
  if (thread != 0u) { return; }
  for (var i = 1u; i < ${THREADS}u; i++) {
    hit += hits[i];
    sum += losses[i];
  }
  loss[workgroup] = select(0f, sum / f32(counted), counted > 0u);
  correct[workgroup] = hit;
  labelCount[workgroup] = counted;`,
  });
}

/** share(x) / Σ share is the probability: exp, made safe by taking off the largest logit. */
const SOFTMAX = /* wgsl */ `
fn share(x: f32, largest: f32) -> f32 { return exp(x - largest); }
fn shareSlope(x: f32, largest: f32) -> f32 { return exp(x - largest); }
fn logShare(x: f32, largest: f32) -> f32 { return x - largest; }
fn logShareSlope(x: f32) -> f32 { return 1f; }`;

/** x + 1 for x ≥ 0 and 1 / (1 − x) below, which needs no such care. */
const STABLEMAX = /* wgsl */ `
fn share(x: f32, largest: f32) -> f32 { return select(1f / (1f - min(x, 0f)), x + 1f, x >= 0f); }
fn shareSlope(x: f32, largest: f32) -> f32 {
  let below = 1f / (1f - min(x, 0f));
  return select(below * below, 1f, x >= 0f);
}
fn logShare(x: f32, largest: f32) -> f32 { return sign(x) * log(1f + abs(x)); }
fn logShareSlope(x: f32) -> f32 { return 1f / (1f + abs(x)); }`;
