import { scaleLinear, scaleSqrt, type ScaleLinear } from 'd3-scale';
import {
  BINS,
  wilsonInterval,
  type Calibration,
  type CalibrationBin,
} from '../../reasoning/calibration';
import type { Frame } from './frame';

export interface ReliabilityScales {
  /** Probability predicted, 0…1. */
  readonly x: ScaleLinear<number, number>;
  /** Share actually right, 0…1. */
  readonly y: ScaleLinear<number, number>;
}

export function reliabilityScales({ left, right, top, bottom }: Frame): ReliabilityScales {
  return { x: scaleLinear([0, 1], [left, right]), y: scaleLinear([0, 1], [bottom, top]) };
}

/** Claims of similar probability as a dot. */
export interface Dot {
  readonly bin: CalibrationBin;
  readonly x: number;
  readonly y: number;
  readonly r: number;
  /** Ends of the 95 % interval of the share right. */
  readonly high: number;
  readonly low: number;
}

/** Radius of a dot with all claims, and of the smallest visible one, in CSS pixels. */
const MOST = 9;
const LEAST = 1.5;

/** The dots of a diagram, with areas proportional to their counts. */
export function dotsOf({ count, bins }: Calibration, { x, y }: ReliabilityScales): readonly Dot[] {
  const radius = scaleSqrt([0, count], [0, MOST]);
  return bins.map((bin) => {
    const [low, high] = wilsonInterval(Math.round(bin.right * bin.count), bin.count);
    return {
      bin,
      x: x(bin.predicted),
      y: y(bin.right),
      r: Math.max(LEAST, radius(bin.count)),
      high: y(high),
      low: y(low),
    };
  });
}

/** The tenth of probability at a position, 0 to 9. */
export function tenthAt({ x }: ReliabilityScales, place: number): number {
  return Math.max(0, Math.min(BINS - 1, Math.floor(x.invert(place) * BINS)));
}

/** The claims of a tenth, if there are any. */
export function binIn({ bins }: Calibration, tenth: number): CalibrationBin | null {
  return bins.find(({ from, to }) => Math.floor(((from + to) / 2) * BINS) === tenth) ?? null;
}
