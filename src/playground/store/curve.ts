import type { StepMetrics } from '../../worker/lesson-protocol';

/** Means of some successive steps: one point of the curves. */
export interface CurvePoint {
  /** The last of the steps. */
  readonly step: number;
  readonly loss: number;
  /** Share of the training puzzles that were right, 0…1. */
  readonly exact: number;
}

/**
 * The history of a lesson for curves. A lesson of any length has at most `MOST_POINTS` points, all
 * with the same number of steps: if there are too many, neighbours are joined.
 */
export interface Curve {
  /** Number of steps in one point. */
  readonly stride: number;
  readonly points: readonly CurvePoint[];
  /** Steps that do not make a whole point yet. */
  readonly rest: readonly StepMetrics[];
}

/** More than the pixels of a small figure. */
export const MOST_POINTS = 600;

export const EMPTY_CURVE: Curve = { stride: 1, points: [], rest: [] };

/** The curve without what came after a step, for a lesson that went back to it. */
export function cutCurve({ stride, points, rest }: Curve, last: number): Curve {
  const upTo = (entry: { readonly step: number }) => entry.step <= last;
  return { stride, points: points.filter(upTo), rest: rest.filter(upTo) };
}

/** The curve with more steps at its end. */
export function extendCurve(curve: Curve, steps: readonly StepMetrics[]): Curve {
  const points = [...curve.points];
  let { stride } = curve;
  let rest = [...curve.rest];
  for (const step of steps) {
    rest.push(step);
    if (rest.length < stride) continue;
    points.push(meanOf(rest));
    rest = [];
    if (points.length < MOST_POINTS) continue;
    for (let i = 0; i < points.length / 2; i++) {
      points[i] = meanOf([points[2 * i]!, points[2 * i + 1]!]);
    }
    points.length /= 2;
    stride *= 2;
  }
  return { stride, points, rest };
}

function meanOf(steps: readonly CurvePoint[]): CurvePoint {
  const mean = (of: (step: CurvePoint) => number) =>
    steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
  return {
    step: steps.at(-1)!.step,
    loss: mean(({ loss }) => loss),
    exact: mean(({ exact }) => exact),
  };
}
