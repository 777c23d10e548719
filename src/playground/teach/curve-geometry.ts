import type { CurvePoint } from '../store/curve';

/** Where the loss has no extent yet, the axis spans this factor around it. */
const LEAST_SPAN = 4;

/** The domain of a logarithmic axis that shows every loss, with some air. */
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

/** Two heights moved apart, the way they lie, until texts there do not touch. */
export function apart(a: number, b: number, distance: number): [number, number] {
  const missing = distance - Math.abs(a - b);
  if (missing <= 0) return [a, b];
  const shift = a <= b ? missing / 2 : -missing / 2;
  return [a - shift, b + shift];
}
