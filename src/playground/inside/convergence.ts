import type { Spectrum } from '../../analysis/spectrum';

/** If a cycle moves the states by less than this, they count as at rest. */
const RESTS = 0.02;

/** What the spectral radius and the residual say about the one-step gradient, in words. */
export function convergence(
  { radius, residual }: Pick<Spectrum, 'radius' | 'residual'>,
  segment: number,
): string {
  const series =
    radius < 1
      ? `After segment ${segment} the spectral radius of J is ${radius.toFixed(2)}, below 1: the series converges, and after k terms about ${radius.toFixed(2)}ᵏ of it is missing.`
      : `After segment ${segment} the spectral radius of J is ${radius.toFixed(2)}, not below 1: the series does not converge here.`;
  const rest =
    residual < RESTS
      ? `One more cycle moves the states by ${residual.toFixed(3)}: the fixed point is reached, as the formula presumes.`
      : `One more cycle still moves the states by ${residual.toFixed(2)}: the fixed point that the formula presumes is not reached.`;
  return `${series} ${rest}`;
}
