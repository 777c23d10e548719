import type { ArgsOf } from '../op-specs';
import { CONTROL } from '../training-ops';
import { sigmoid } from './silu';
import { floats, integers, type Floats } from './tensor';

export function crossEntropy(args: ArgsOf<'crossEntropy'>): void {
  const { logits, labels, kind, scale, dLogits, loss, correct, labelCount } = args;
  const [batch, cells, vocabulary] = logits.shape as [number, number, number];
  const scores = floats(logits);
  const wanted = integers(labels);
  const gradient = floats(dLogits);
  const losses = floats(loss);
  const cell = kind === 'softmax_cross_entropy' ? softmaxCell : stablemaxCell;
  const slope = new Float64Array(vocabulary);
  for (let b = 0; b < batch; b++) {
    let counted = 0;
    for (let s = 0; s < cells; s++) counted += +(wanted[b * cells + s]! !== 0);
    let sum = 0;
    let hits = 0;
    for (let s = 0; s < cells; s++) {
      const at = (b * cells + s) * vocabulary;
      const label = wanted[b * cells + s]!;
      if (label === 0) {
        gradient.fill(0, at, at + vocabulary);
        continue;
      }
      sum += cell(scores, at, label, slope);
      for (let v = 0; v < vocabulary; v++) gradient[at + v] = (slope[v]! * scale) / counted;
      hits += +(firstLargest(scores, at, vocabulary) === label);
    }
    losses[b] = counted > 0 ? sum / counted : 0;
    integers(correct)[b] = hits;
    integers(labelCount)[b] = counted;
  }
}

function firstLargest(scores: Floats, at: number, vocabulary: number): number {
  let winner = 0;
  for (let v = 1; v < vocabulary; v++) if (scores[at + v]! > scores[at + winner]!) winner = v;
  return winner;
}

/** −log softmax of the label; `slope` becomes its gradient, p − [v = label]. */
function softmaxCell(scores: Floats, at: number, label: number, slope: Float64Array): number {
  let largest = -Infinity;
  for (let v = 0; v < slope.length; v++) largest = Math.max(largest, scores[at + v]!);
  let sum = 0;
  for (let v = 0; v < slope.length; v++) sum += slope[v] = Math.exp(scores[at + v]! - largest);
  for (let v = 0; v < slope.length; v++) slope[v]! /= sum;
  slope[label]! -= 1;
  return largest + Math.log(sum) - scores[at + label]!;
}

/** −log stablemax of the label; `slope` becomes its gradient, s′/Σs − [v = label] · s′/s. */
function stablemaxCell(scores: Floats, at: number, label: number, slope: Float64Array): number {
  let sum = 0;
  for (let v = 0; v < slope.length; v++) sum += stable(scores[at + v]!);
  for (let v = 0; v < slope.length; v++) slope[v] = stableDerivative(scores[at + v]!) / sum;
  const x = scores[at + label]!;
  slope[label]! -= stableDerivative(x) / stable(x);
  return Math.log(sum) - Math.log(stable(x));
}

function stable(x: number): number {
  return x >= 0 ? x + 1 : 1 / (1 - x);
}

function stableDerivative(x: number): number {
  return x >= 0 ? 1 : 1 / ((1 - x) * (1 - x));
}

export function qLoss(args: ArgsOf<'qLoss'>): void {
  const { q, correct, labelCount, next, segments, control, scale, dQ, loss } = args;
  const values = floats(q);
  const gradient = floats(dQ);
  const losses = floats(loss);
  const limit = integers(control)[CONTROL.limit]!;
  for (let b = 0; b < q.shape[0]!; b++) {
    const exact = integers(correct)[b] === integers(labelCount)[b] ? 1 : 0;
    const judge = (which: 0 | 1, target: number) => {
      const x = values[2 * b + which]!;
      losses[2 * b + which] = Math.max(x, 0) - x * target + Math.log1p(Math.exp(-Math.abs(x)));
      gradient[2 * b + which] = 0.5 * scale * (sigmoid(x) - target);
    };
    judge(0, exact);
    if (next === null) {
      losses[2 * b + 1] = 0;
      gradient[2 * b + 1] = 0;
      continue;
    }
    const halt = floats(next)[2 * b]!;
    const last = integers(segments)[b]! + 1 >= limit;
    judge(1, sigmoid(last ? halt : Math.max(halt, floats(next)[2 * b + 1]!)));
  }
}
