/**
 * The forward residual of a step (arXiv 2506.21734, figure 3): the size of the state's change, here
 * as the root mean square over all positions and channels. Both modules end in a norm that gives
 * every position a root mean square of one. So 0 means no change, and √2 two unrelated states.
 *
 * @param before, after the state before and after the step, of equal length
 */
export function forwardResidual(before: Float32Array, after: Float32Array): number {
  let sum = 0;
  after.forEach((value, index) => (sum += (value - before[index]!) ** 2));
  return Math.sqrt(sum / after.length);
}
