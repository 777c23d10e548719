import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Frame } from './frame';
import type { Solved } from './sets';

export interface DepthScales {
  /** Segments, logarithmic: thinking twice as long is one step to the right, however long it was. */
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

/** The segments named on the axis: 1, 2, 4, … or, on a long one, 1, 4, 16, … */
export function depthTicks(segments: number): readonly number[] {
  // The numbers of a long axis would run into one another.
  const base = segments < 32 ? 2 : 4;
  const powers = Math.floor(Math.log2(segments) / Math.log2(base));
  return Array.from({ length: powers + 1 }, (_, power) => base ** power);
}

/** The whole segment drawn nearest to a place, of those on the axis. */
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

/** The outline of the 95 % intervals; broken where one is not known. */
export function bandPath(solved: readonly Solved[], { x, y }: DepthScales): string {
  const band = area<Solved>(
    (_, index) => x(index + 1),
    ({ bounds }) => y(bounds![0]),
    ({ bounds }) => y(bounds![1]),
  ).defined(({ bounds }) => bounds !== null);
  return band.digits(1)(solved) ?? '';
}

/** Room for a text at the end of a line, in CSS pixels. */
const TEXT = { width: 56, above: 6, below: 14, height: 13 };

/**
 * Heights of texts at the right ends of two lines: over the one that ends higher and under the
 * other, clear of all that lies above or below the text, and within the plot. Where there is no room
 * under the other, both lie over, the text of the higher line on top.
 * @param beside a further line, without a text, that ends above the lower one
 */
export function labelHeights(
  [one, other]: readonly [readonly Solved[], readonly Solved[]],
  scales: DepthScales,
  beside: readonly Solved[] = [],
): [number, number] {
  const over = (solved: readonly Solved[]) =>
    Math.min(...[solved, beside].flatMap((line) => endHeights(line, scales))) - TEXT.above;
  const under = (solved: readonly Solved[]) => {
    const height = Math.max(...endHeights(solved, scales)) + TEXT.below;
    return height > scales.y(0) - 2 ? over(solved) : height;
  };
  const oneIsHigher = one.at(-1)!.share >= other.at(-1)!.share;
  const lower = under(oneIsHigher ? other : one);
  const higher = Math.min(...endHeights(oneIsHigher ? one : other, scales)) - TEXT.above;
  const top = Math.min(higher, lower - TEXT.height);
  return oneIsHigher ? [top, lower] : [lower, top];
}

/** Heights of a line where a text at its end would lie: of its points there, and at the text's edge. */
function endHeights(solved: readonly Solved[], { x, y }: DepthScales): number[] {
  if (solved.length === 0) return [];
  const edge = x(solved.length) - TEXT.width;
  const heights = solved.map(({ share }) => y(share));
  const first = solved.findIndex((_, index) => x(index + 1) > edge);
  if (first === 0) return heights;
  const [from, to] = [x(first), x(first + 1)];
  const part = (edge - from) / (to - from);
  return [heights[first - 1]! * (1 - part) + heights[first]! * part, ...heights.slice(first)];
}
