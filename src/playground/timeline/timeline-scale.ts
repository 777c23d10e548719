import { scalePow, type ScalePower } from 'd3-scale';

/** Places of segments on a timeline, in pixels; 0 is the puzzle before the first. */
export type TimelineScale = ScalePower<number, number>;

/** Segments that have equal room; on a longer timeline the early ones, where most happens, have more. */
const EVEN = 16;

/** @param most segments there is room for */
export function timelineScale(most: number, range: readonly [number, number]): TimelineScale {
  return scalePow([0, most], range).exponent(most > EVEN ? 0.7 : 1);
}
