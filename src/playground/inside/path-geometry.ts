import { scaleLinear, type ScaleLinear } from 'd3-scale';
import type { InnerFrame } from '../../analysis/inspector';

/** In the plane of a thought, or in pixels. */
export type Point = readonly [x: number, y: number];

/** For each segment the index of the slow module's last state in it, among all its states. */
export function stopsOf(frames: readonly Pick<InnerFrame, 'products'>[]): number[] {
  let states = 0;
  return frames.map(({ products }) => (states += products.length) - 1);
}

export interface Fit {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  /** A round length of the plane for the scale, and its pixels. */
  readonly unit: { readonly length: number; readonly pixels: number };
}

/** Scales that show all points as large as possible, equal in both directions. */
export function fitSquare(
  places: readonly Point[],
  width: number,
  height: number,
  margin: number,
): Fit {
  const [middleX, spanX] = extent(places.map(([x]) => x));
  const [middleY, spanY] = extent(places.map(([, y]) => y));
  const pixels = Math.min((width - 2 * margin) / spanX, (height - 2 * margin) / spanY);
  const scale = (middle: number, size: number, sign: number) =>
    scaleLinear(
      [middle - size / 2 / pixels, middle + size / 2 / pixels],
      sign > 0 ? [0, size] : [size, 0],
    );
  const length = [1, 0.5, 0.2, 0.1, 0.05, 0.02].find((each) => each * pixels <= width / 4) ?? 0.01;
  return {
    x: scale(middleX, width, 1),
    y: scale(middleY, height, -1),
    unit: { length, pixels: length * pixels },
  };
}

/** The smallest visible width, so that a thought that hardly moves is not magnified. */
const LEAST = 0.1;

function extent(values: readonly number[]): [middle: number, span: number] {
  if (values.length === 0) return [0, LEAST];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [(low + high) / 2, Math.max(LEAST, high - low)];
}

/** The stop closest to a point; `null` if none is within reach. */
export function nearestStop(
  stops: readonly Point[],
  x: number,
  y: number,
  reach: number,
): number | null {
  let nearest: number | null = null;
  stops.forEach(([cx, cy], index) => {
    const distance = Math.hypot(cx - x, cy - y);
    if (distance > reach) return;
    reach = distance;
    nearest = index;
  });
  return nearest;
}

/** Position of the number beside a stop, in pixels from the stop. */
const NUMBER = { left: 6, right: 27, above: 8, below: 8 };

/**
 * The stops whose number can be written without covering another stop or an earlier number.
 * @param taken a stop whose number is always written
 */
export function roomFor(stops: readonly Point[], taken: Point | null): number[] {
  const chosen: number[] = [];
  stops.forEach(([x, y], index) => {
    const covers = ([u, v]: Point) =>
      u > x + NUMBER.left - 4 &&
      u < x + NUMBER.right + 4 &&
      v > y - NUMBER.above &&
      v < y + NUMBER.below;
    const written = [...chosen.map((other) => stops[other]!), ...(taken ? [taken] : [])];
    const collides = ([u, v]: Point) =>
      Math.abs(u - x) < NUMBER.right - NUMBER.left && Math.abs(v - y) < NUMBER.above + NUMBER.below;
    if (!stops.some(covers) && !written.some(collides)) chosen.push(index);
  });
  return chosen;
}
