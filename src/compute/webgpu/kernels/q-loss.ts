import { CONTROL } from '../../training-ops';
import { elementwise, input, literal, output, type Kernel } from './kernel';

/**
 * The loss of the Q head and its gradient; see `TrainingOps.qLoss`. Bindings q [batch, 2], correct
 * and labelCount u32 [batch] (, next [batch, 2], segments u32 [batch], control u32), dQ and loss
 * [batch, 2].
 */
export function qLoss(shape: {
  readonly batch: number;
  readonly scale: number;
  /** Whether q_continue is judged as well. */
  readonly next: boolean;
}): Kernel {
  const { batch, scale, next } = shape;
  return elementwise({
    label: `qLoss ${batch}`,
    bindings: [
      input('q'),
      input('correct', 'u32'),
      input('labelCount', 'u32'),
      ...(next ? [input('next'), input('segments', 'u32'), input('control', 'u32')] : []),
      output('dQ'),
      output('loss'),
    ],
    count: batch,
    declarations: /* wgsl */ `
fn sigmoid(x: f32) -> f32 {
  return 1f / (1f + exp(min(-x, 80f)));
}
fn judge(at: u32, wanted: f32) {
  let x = q[at];
  loss[at] = max(x, 0f) - x * wanted + log(1f + exp(-abs(x)));
  dQ[at] = ${literal(scale / 2)} * (sigmoid(x) - wanted);
}`,
    body: /* wgsl */ `
  judge(2u * index, select(0f, 1f, correct[index] == labelCount[index]));
  ${
    next
      ? `let halt = next[2u * index];
  let last = segments[index] + 1u >= control[${CONTROL.limit}];
  judge(2u * index + 1u, sigmoid(select(max(halt, next[2u * index + 1u]), halt, last)));`
      : `loss[2u * index + 1u] = 0f;
  dQ[2u * index + 1u] = 0f;`
  }`,
  });
}
