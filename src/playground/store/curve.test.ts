import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StepMetrics } from '../../worker/lesson-protocol';
import { EMPTY_CURVE, extendCurve, MOST_POINTS } from './curve';

const metrics = (step: number, loss: number, exact: number): StepMetrics => ({
  step,
  loss,
  qLoss: 0,
  cell: 0,
  exact,
  halted: 0,
  haltedExact: null,
  haltedSegments: null,
  norm: 1,
  learningRate: 1e-3,
});

test('a short lesson keeps every step', () => {
  const curve = extendCurve(EMPTY_CURVE, [metrics(1, 2, 0), metrics(2, 1, 0.5)]);
  expect(curve.points).toEqual([
    { step: 1, loss: 2, exact: 0 },
    { step: 2, loss: 1, exact: 0.5 },
  ]);
});

test('any length in any pieces gives few points of the same width, with the same mean', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 1, maxLength: 5000 }),
      fc.integer({ min: 1, max: 700 }),
      (losses, chunk) => {
        const steps = losses.map((loss, index) => metrics(index + 1, loss, loss / 5));
        let curve = EMPTY_CURVE;
        for (let at = 0; at < steps.length; at += chunk) {
          curve = extendCurve(curve, steps.slice(at, at + chunk));
        }
        const { stride, points, rest } = curve;
        expect(points.length).toBeLessThan(MOST_POINTS);
        expect(rest.length).toBeLessThan(stride);
        expect(points.map(({ step }) => step)).toEqual(points.map((_, i) => (i + 1) * stride));
        const sum = (values: readonly { loss: number }[]) =>
          values.reduce((total, { loss }) => total + loss, 0);
        expect(stride * sum(points) + sum(rest)).toBeCloseTo(sum(steps), 6);
      },
    ),
    { numRuns: 30 },
  );
});
