import type { CurvePoint } from '../store/curve';

/** If the loss has no extent yet, the axis spans this factor around it. */
const LEAST_SPAN = 4;

/** The domain of a logarithmic axis that shows every loss, with some margin. */
export function lossDomain(points: readonly CurvePoint[]): [number, number] {
  let least = Infinity;
  let most = 0;
  for (const { loss } of points) {
    if (!(loss > 0) || !Number.isFinite(loss)) continue;
    least = Math.min(least, loss);
    most = Math.max(most, loss);
  }
  if (most === 0) return [0.1, 10];
  const air = Math.max(1.05, Math.sqrt(LEAST_SPAN / (most / least)));
  return [least / air, most * air];
}

/**
 * Width of the trailing mean: one thirtieth of the points, so that a curve looks equally smooth at
 * any length.
 */
const WINDOW = 1 / 30;

/** The points with trailing means in place of single values, which are easier to follow. */
export function smoothed(points: readonly CurvePoint[]): CurvePoint[] {
  const width = Math.max(1, Math.round(points.length * WINDOW));
  const loss = trailingMeans(points, width, (point) => point.loss);
  const exact = trailingMeans(points, width, (point) => point.exact);
  return points.map(({ step }, index) => ({ step, loss: loss[index]!, exact: exact[index]! }));
}

/** Means over the finite values among the last `width`; NaN where there is none. */
function trailingMeans(
  points: readonly CurvePoint[],
  width: number,
  of: (point: CurvePoint) => number,
): number[] {
  let sum = 0;
  let count = 0;
  const add = (value: number | undefined, sign: 1 | -1) => {
    if (value === undefined || !Number.isFinite(value)) return;
    sum += sign * value;
    count += sign;
  };
  const values = points.map(of);
  return values.map((value, index) => {
    add(value, 1);
    add(values[index - width], -1);
    return count === 0 ? NaN : sum / count;
  });
}

/** The entry whose step is nearest, `null` if there is none. Steps ascend. */
export function nearest<T extends { readonly step: number }>(
  entries: readonly T[],
  step: number,
): T | null {
  const after = entries.findIndex((entry) => entry.step >= step);
  const right = entries[after] ?? entries.at(-1) ?? null;
  const left = after > 0 ? entries[after - 1]! : right;
  if (left === null || right === null) return null;
  return step - left.step < right.step - step ? left : right;
}

/** Moves two heights apart, in their order, until their texts do not touch; none beyond `most`. */
export function apart(a: number, b: number, distance: number, most: number): [number, number] {
  const missing = Math.max(0, distance - Math.abs(a - b));
  const shift = a <= b ? missing / 2 : -missing / 2;
  const excess = Math.max(0, a - shift - most, b + shift - most);
  return [a - shift - excess, b + shift - excess];
}
