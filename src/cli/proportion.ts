import { wilsonInterval } from '../reasoning/calibration';

/** A share and its 95 % confidence interval. */
export interface Proportion {
  readonly right: number;
  readonly count: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The share with its score interval; 0…1 for a sample of 0. */
export function proportion(right: number, count: number): Proportion {
  const [low, high] = wilsonInterval(right, count);
  return { right, count, share: count === 0 ? 0 : right / count, low, high };
}
