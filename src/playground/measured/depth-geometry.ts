import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Frame } from './frame';
import type { Solved } from './sets';

export interface DepthScales {
  /** Segments on a logarithmic axis: twice as many are always one step to the right. */
  readonly x: ScaleLogarithmic<number, number>;
  /** Share solved, 0…1. */
  readonly y: ScaleLinear<number, number>;
}

/** @param segments the last one on the axis */
export function depthScales(segments: number, { left, right, top, bottom }: Frame): DepthScales {
  return {
    x: scaleLog([1, Math.max(2, segments)], [left, right]).base(2),
    y: scaleLinear([0, 1], [bottom, top]),
  };
}

/** The segments labelled on the axis: 1, 2, 4, … or, on a long one, 1, 4, 16, … */
export function depthTicks(segments: number): readonly number[] {
  // The labels of a long axis would overlap.
  const base = segments < 32 ? 2 : 4;
  const powers = Math.floor(Math.log2(segments) / Math.log2(base));
  return Array.from({ length: powers + 1 }, (_, power) => base ** power);
}

/** The segment on the axis nearest to a position. */
export function segmentAt({ x }: DepthScales, place: number, segments: number): number {
  const below = Math.max(1, Math.min(segments, Math.floor(x.invert(place))));
  const above = Math.min(segments, below + 1);
  return place - x(below) <= x(above) - place ? below : above;
}

/** The path through the shares after 1, 2, … segments. */
export function sharePath(solved: readonly Solved[], { x, y }: DepthScales): string {
  const path = line<Solved>(
    (_, index) => x(index + 1),
    ({ share }) => y(share),
  );
  return path.digits(1)(solved) ?? '';
}

/** The outline of the 95 % intervals; interrupted where one is unknown. */
export function bandPath(solved: readonly Solved[], { x, y }: DepthScales): string {
  const band = area<Solved>(
    (_, index) => x(index + 1),
    ({ bounds }) => y(bounds![0]),
    ({ bounds }) => y(bounds![1]),
  ).defined(({ bounds }) => bounds !== null);
  return band.digits(1)(solved) ?? '';
}
