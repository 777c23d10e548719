import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PointCloud } from './participation-ratio';

/** Points ±s along each axis: a cloud whose covariance has the eigenvalues s². */
function crossOf(spreads: readonly number[]): number[][] {
  return spreads.flatMap((spread, axis) =>
    [spread, -spread].map((at) => spreads.map((_, other) => (other === axis ? at : 0))),
  );
}

function rotate(point: readonly number[], one: number, other: number, angle: number): number[] {
  const turned = [...point];
  turned[one] = Math.cos(angle) * point[one]! - Math.sin(angle) * point[other]!;
  turned[other] = Math.sin(angle) * point[one]! + Math.cos(angle) * point[other]!;
  return turned;
}

function ratioOf(points: readonly number[][]): number {
  const cloud = new PointCloud(points[0]!.length);
  // In two parts: the order of the points does not matter.
  const half = Math.floor(points.length / 2);
  cloud.add(Float32Array.from(points.slice(0, half).flat()));
  cloud.add(Float32Array.from(points.slice(half).flat()));
  return cloud.participationRatio();
}

test('a line has one direction, a ball has all of them', () => {
  expect(ratioOf(crossOf([3, 0, 0, 0]))).toBeCloseTo(1, 6);
  expect(ratioOf(crossOf([2, 2, 2, 2]))).toBeCloseTo(4, 6);
  expect(ratioOf(crossOf([2, 2, 0, 0]))).toBeCloseTo(2, 6);
});

test('identical points have none', () => {
  expect(
    ratioOf([
      [1, 2],
      [1, 2],
      [1, 2],
    ]),
  ).toBe(0);
});

test('it is (Σλ)² / Σλ², for any position and rotation of the cloud', () => {
  const spread = fc.double({ min: 0.1, max: 2, noNaN: true });
  const turn = fc.tuple(fc.nat(4), fc.nat(3), fc.double({ min: -3, max: 3, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(spread, { minLength: 5, maxLength: 5 }),
      fc.array(turn, { maxLength: 6 }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (spreads, turns, shift) => {
        const points = crossOf(spreads).map((point) =>
          turns
            .reduce((at, [one, step, angle]) => rotate(at, one, (one + step + 1) % 5, angle), point)
            .map((value) => value + shift),
        );
        const eigenvalues = spreads.map((value) => value ** 2);
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        const expected = sum(eigenvalues) ** 2 / sum(eigenvalues.map((value) => value ** 2));
        expect(ratioOf(points) / expected).toBeCloseTo(1, 4);
      },
    ),
  );
});
