import {
  DIFFERENCE_KINDS,
  differenceOf,
  SIGMA_RANGE,
  USUAL_SIGMA,
  type Difference,
} from '../reasoning/difference';
import { decimal, oneOf } from './options';
import { UsageError } from './usage-error';

/**
 * How chains differ, by `--differ` and `--noise`.
 * @throws UsageError where these contradict each other or there is but one chain
 */
export function parseDifference(
  options: { readonly differ?: string; readonly noise?: string },
  chains: number,
): Difference {
  const { differ, noise } = options;
  const given = differ !== undefined ? '--differ' : noise !== undefined ? '--noise' : null;
  if (given !== null && chains === 1) {
    throw new UsageError(`${given} is about several chains; give --chains.`);
  }
  const kind = oneOf('--differ', DIFFERENCE_KINDS, differ ?? 'views');
  if (noise !== undefined && kind === 'views') {
    throw new UsageError('--noise goes with --differ noise or --differ both.');
  }
  const sigma = noise === undefined ? USUAL_SIGMA : decimal('--noise', noise, SIGMA_RANGE);
  return differenceOf(kind, sigma);
}
