import { startsAtRandom, type HrmConfig } from '../hrm/config';
import {
  DIVERSITY_KINDS,
  diversityOf,
  SIGMA_RANGE,
  USUAL_SIGMA,
  type Diversity,
} from '../reasoning/diversity';
import { decimal, oneOf } from './options';
import { UsageError } from './usage-error';

/** @throws UsageError if the chains of a model would not differ */
export function checkDiversity(differ: string | undefined, config: Pick<HrmConfig, 'init'>): void {
  if (differ !== 'starts' || startsAtRandom(config)) return;
  throw new UsageError('--differ starts: all thoughts of this model start from the same states.');
}

/**
 * How chains differ, by `--differ` and `--noise`.
 * @throws UsageError if these contradict each other or there is only one chain
 */
export function parseDiversity(
  options: { readonly differ?: string; readonly noise?: string },
  chains: number,
): Diversity {
  const { differ, noise } = options;
  const given = differ !== undefined ? '--differ' : noise !== undefined ? '--noise' : null;
  if (given !== null && chains === 1) {
    throw new UsageError(`${given} is about several chains; give --chains.`);
  }
  const kind = oneOf('--differ', DIVERSITY_KINDS, differ ?? 'views');
  if (noise !== undefined && (kind === 'views' || kind === 'starts')) {
    throw new UsageError('--noise goes with --differ noise or --differ both.');
  }
  const sigma = noise === undefined ? USUAL_SIGMA : decimal('--noise', noise, SIGMA_RANGE);
  return diversityOf(kind, sigma);
}
