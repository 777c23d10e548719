import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { forwardResidual } from './forward-residual';
import { meanProduct, thoughtPath } from './thought-path';

const productsOf = (states: readonly Float32Array[]) =>
  states.map((state, index) =>
    states.slice(0, index + 1).map((before) => meanProduct(before, state)),
  );

const coordinate = fc.float({ min: -3, max: 3, noNaN: true });

test('states in a plane are drawn with their true distances, wherever the plane is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 12 }),
      fc.float({ min: 0, max: 6, noNaN: true }),
      (plane, angle) => {
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        // Two orthogonal unit vectors in five coordinates, and a centre that is not the origin.
        const states = plane.map(([a, b]) =>
          Float32Array.of(1 + a * cos, a * sin, 2 + b * cos, b * sin, -1),
        );
        const { places, shares } = thoughtPath(productsOf(states));
        for (const [i, [x, y]] of places.entries())
          for (const [j, [u, v]] of places.entries()) {
            const apart = Math.sqrt(5) * forwardResidual(states[i]!, states[j]!);
            expect(Math.sqrt(5) * Math.hypot(x - u, y - v)).toBeCloseTo(apart, 2);
          }
        expect(places[0]![0]).toBeLessThanOrEqual(1e-6);
        expect(places[0]![1]).toBeGreaterThanOrEqual(-1e-6);
        expect(shares[0]).toBeGreaterThanOrEqual(shares[1] - 1e-9);
      },
    ),
  );
});

test('shows the two directions of largest variance, with their shares', () => {
  const along = (axis: number, reach: number) =>
    [-reach, reach].map((value) =>
      Float32Array.from({ length: 4 }, (_, i) => (i === axis ? value : 0)),
    );
  // Variances in the proportion 1 : 4 : 9 along three axes.
  const { places, shares } = thoughtPath(
    productsOf([...along(0, 1), ...along(2, 2), ...along(3, 3)]),
  );
  expect(shares[0]).toBeCloseTo(9 / 14, 6);
  expect(shares[1]).toBeCloseTo(4 / 14, 6);
  // Entries are averaged over, so four of them halve a distance.
  expect(Math.abs(places[4]![0])).toBeCloseTo(1.5, 6);
  expect(Math.abs(places[2]![1])).toBeCloseTo(1, 6);
  expect(Math.hypot(...places[0]!)).toBeCloseTo(0, 6);
});

test('a thought that has just begun, or never moves, stays at one point', () => {
  expect(thoughtPath([])).toEqual({ places: [], shares: [0, 0] });
  expect(thoughtPath([[1]])).toEqual({ places: [[0, 0]], shares: [0, 0] });
  const still = thoughtPath([[1], [1, 1], [1, 1, 1]]);
  for (const place of still.places) expect(Math.hypot(...place)).toBeCloseTo(0, 6);
});
