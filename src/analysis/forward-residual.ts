/**
 * The forward residual of a step (arXiv 2506.21734, figure 3): how far it moved its state, here as the
 * root mean square of the change over all positions and channels. Both modules end in a norm that
 * gives every position a root mean square of one, so 0 is rest, and √2 two states with nothing in
 * common.
 *
 * @param before, after the state before and after the step, equally long
 */
export function forwardResidual(before: Float32Array, after: Float32Array): number {
  let sum = 0;
  after.forEach((value, index) => (sum += (value - before[index]!) ** 2));
  return Math.sqrt(sum / after.length);
}
