import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DIHEDRAL_VIEWS, dihedralSources, invertDihedral } from './dihedral';

const views = Array.from({ length: DIHEDRAL_VIEWS }, (_, view) => view);

function redraw(grid: readonly string[], view: number, width: number, height: number): string[] {
  return Array.from(dihedralSources(view, width, height), (source) => grid[source]!);
}

test('the eight views of a 3×2 grid', () => {
  const drawn = views.map((view) => redraw([...'abcdef'], view, 3, 2).join(''));
  // abc / def; transposed: ad / be / cf.
  expect(drawn).toEqual([
    'abcdef',
    'cbafed',
    'defabc',
    'fedcba',
    'adbecf',
    'daebfc',
    'cfbead',
    'fcebda',
  ]);
});

test('a view and its inverse undo each other on any rectangle', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 7 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      (view, width, height) => {
        const grid = Array.from({ length: width * height }, (_, cell) => String(cell));
        const [across, down] = view & 4 ? [height, width] : [width, height];
        const there = redraw(grid, view, width, height);
        expect(redraw(there, invertDihedral(view), across, down)).toEqual(grid);
      },
    ),
  );
});

test('the inverses are views too, each of one', () => {
  expect(views.map(invertDihedral).sort()).toEqual(views);
});
