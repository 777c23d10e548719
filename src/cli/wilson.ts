/** A share, and the bounds within which the true one lies in 19 of 20 such samples. */
export interface Proportion {
  readonly right: number;
  readonly count: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Quantile of the normal distribution for 95 %. */
const Z = 1.959963984540054;

/** The score interval of E. B. Wilson (1927), which holds for small samples and shares near 0 and 1. */
export function proportion(right: number, count: number): Proportion {
  if (count === 0) return { right, count, share: 0, low: 0, high: 1 };
  const share = right / count;
  const weight = 1 + Z ** 2 / count;
  const centre = (share + Z ** 2 / (2 * count)) / weight;
  const reach = (Z / weight) * Math.sqrt((share * (1 - share)) / count + (Z / (2 * count)) ** 2);
  return {
    right,
    count,
    share,
    low: Math.max(0, centre - reach),
    high: Math.min(1, centre + reach),
  };
}
