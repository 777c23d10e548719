import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ALL_DIHEDRAL,
  DIHEDRAL,
  dihedralSources,
  invertDihedral,
  swapsSides,
  type Dihedral,
} from './dihedral';

const anyView = fc.constantFrom(...ALL_DIHEDRAL);
const anySide = fc.integer({ min: 1, max: 6 });

function redraw(grid: readonly string[], view: Dihedral, width: number, height: number): string[] {
  return Array.from(dihedralSources(view, width, height), (source) => grid[source]!);
}

test.each([
  ['identity', '123 456'],
  ['turnLeft', '36 25 14'],
  ['halfTurn', '654 321'],
  ['turnRight', '41 52 63'],
  ['mirrorColumns', '321 654'],
  ['mirrorRows', '456 123'],
  ['transpose', '14 25 36'],
  ['antiTranspose', '63 52 41'],
] as const)('%s of a 3×2 grid', (name, expected) => {
  const view = DIHEDRAL[name];
  const rows = expected.split(' ');
  expect(redraw([...'123456'], view, 3, 2).join('')).toBe(rows.join(''));
  expect(swapsSides(view)).toBe(rows.length === 3);
});

test('a view and its inverse undo each other on any rectangle', () => {
  fc.assert(
    fc.property(anyView, anySide, anySide, (view, width, height) => {
      const grid = Array.from({ length: width * height }, (_, cell) => String(cell));
      const [across, down] = swapsSides(view) ? [height, width] : [width, height];
      const there = redraw(grid, view, width, height);
      expect(redraw(there, invertDihedral(view), across, down)).toEqual(grid);
    }),
  );
});

test('the inverses are views too, each of one', () => {
  expect(ALL_DIHEDRAL.map(invertDihedral).sort()).toEqual(ALL_DIHEDRAL);
});
