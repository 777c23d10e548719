import { wilsonInterval } from '../reasoning/calibration';

/** A share, and the bounds within which the true one lies in 19 of 20 such samples. */
export interface Proportion {
  readonly right: number;
  readonly count: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The share with its score interval; of none at all nothing is known. */
export function proportion(right: number, count: number): Proportion {
  const [low, high] = wilsonInterval(right, count);
  return { right, count, share: count === 0 ? 0 : right / count, low, high };
}
