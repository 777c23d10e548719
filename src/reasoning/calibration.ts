/** A share and its 95 % confidence interval. */
export type Interval = readonly [low: number, high: number];

/** 97.5 % point of the standard normal distribution. */
const Z = 1.959964;

/**
 * The 95 % score interval of a share (E. B. Wilson, 1927). Unlike the usual ± it stays within 0…1
 * and does not shrink to nothing if all or none are right.
 * @param count at least `right`; with a count of 0 the interval is 0…1
 */
export function wilsonInterval(right: number, count: number): Interval {
  if (count === 0) return [0, 1];
  const share = right / count;
  const scale = 1 / (1 + Z ** 2 / count);
  const centre = scale * (share + Z ** 2 / (2 * count));
  const reach = scale * Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}

/** What the Q head said about an answer, and whether the answer was right. */
export interface Claim {
  readonly qHalt: number;
  readonly right: boolean;
}

/** Claims of similar probability, grouped. */
export interface CalibrationBin {
  /** Predicted probabilities from here up to, not including, `to` (1 belongs to the last bin). */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Share actually right. */
  readonly right: number;
}

/** How well the probabilities σ(q_halt) match the shares that are right. */
export interface Calibration {
  readonly count: number;
  /** Bins that are not empty, the least sure first. */
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: the mean of |predicted − right| over bins, weighted by count. */
  readonly error: number;
}

/** Bins of equal width (C. Guo et al., 2017, arXiv 1706.04599). */
export const BINS = 10;

/** σ(q_halt): the probability of being right that the Q head states as a logit. */
export function claimed(qHalt: number): number {
  return 1 / (1 + Math.exp(-qHalt));
}

/** The calibration curve of some claims; without any its error is 0. */
export function calibrate(claims: readonly Claim[]): Calibration {
  const sums = Array.from({ length: BINS }, () => ({ count: 0, predicted: 0, right: 0 }));
  for (const { qHalt, right } of claims) {
    const predicted = claimed(qHalt);
    const bin = sums[Math.min(BINS - 1, Math.floor(predicted * BINS))]!;
    bin.count++;
    bin.predicted += predicted;
    bin.right += Number(right);
  }
  const bins = sums.flatMap(({ count, predicted, right }, index) =>
    count === 0
      ? []
      : [
          {
            from: index / BINS,
            to: (index + 1) / BINS,
            count,
            predicted: predicted / count,
            right: right / count,
          },
        ],
  );
  const error = bins.reduce(
    (sum, { count, predicted, right }) =>
      sum + (count / claims.length) * Math.abs(predicted - right),
    0,
  );
  return { count: claims.length, bins, error };
}

/**
 * The error that these bins would have on average if the Q head were exact: of few claims, the
 * share that is right scatters around what was predicted (R. Roelofs et al., 2022, arXiv
 * 2012.08668). Every claim of a bin counts as one of its mean probability.
 */
export function errorByChance({ count, bins }: Pick<Calibration, 'count' | 'bins'>): number {
  return bins.reduce((sum, bin) => sum + meanDeviation(bin.count, bin.predicted), 0) / (count || 1);
}

/** Mean of |k − n·p| for k of n with probability p each (A. de Moivre, 1730). */
function meanDeviation(n: number, p: number): number {
  const m = Math.floor(n * p);
  if (p <= 0 || m >= n) return 0;
  // As logarithms: the binomial coefficient of thousands overflows.
  const chosen = Math.min(m + 1, n - m - 1);
  let binomial = 0;
  for (let i = 1; i <= chosen; i++) binomial += Math.log((n - chosen + i) / i);
  return 2 * (m + 1) * Math.exp(binomial + (m + 1) * Math.log(p) + (n - m) * Math.log1p(-p));
}
