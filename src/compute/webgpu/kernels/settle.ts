import { elementwise, input, literal, update, type Kernel } from './kernel';
import { normed, rowScale, timesScale, type RowNorm } from './row-norm';

/**
 * state[b] += σ(−q[b,0,0])^power · (towards[b] − state[b]). Bindings q [batch, 1, 2], towards
 * (, towardsSquares), state, both [batch, length, hidden].
 */
export function settle(shape: {
  readonly batch: number;
  readonly length: number;
  readonly hidden: number;
  readonly power: number;
  /** The pending norm of `towards`. */
  readonly norm: RowNorm | null;
}): Kernel {
  const { batch, length, hidden, power, norm } = shape;
  const type = hidden % 4 === 0 ? 'vec4f' : 'f32';
  const lanes = type === 'vec4f' ? hidden / 4 : hidden;
  return elementwise({
    label: `settle ${batch}×${length}×${hidden}`,
    bindings: [input('q'), ...normed(input('towards', type), norm), update('state', type)],
    count: batch * length * lanes,
    declarations: rowScale('towards', batch * length, norm),
    // The logarithm of σ(−q) is −log(1 + exp(q)), written here so that no exponential overflows.
    body: /* wgsl */ `
  let sure = q[2u * (index / ${length * lanes}u)];
  let share = exp(${literal(-power)} * (max(sure, 0f) + log(1f + exp(-abs(sure)))));
  let goal = towards[index]${timesScale('towards', `index / ${lanes}u`, norm)};
  state[index] += share * (goal - state[index]);`,
  });
}
