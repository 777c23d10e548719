import { createGrid, fillGrid, type ArcGrid } from '../../grid';
import { defineKind } from '../kind';
import { findObjects } from '../objects';
import { dot, scatter } from '../paint';

interface Counting {
  readonly colour: number;
  readonly other: number;
  readonly unit: 'objects' | 'cells';
}

/** Length of the row in which a count is written, and so the highest count. */
const ROW = 6;

/** As many cells of a row of `ROW` are coloured as there are objects, or cells, of the colour. */
export function count(grid: ArcGrid, { colour, unit }: Counting): ArcGrid {
  const objects = findObjects(grid, { isObject: (own) => own === colour });
  const cells = objects.reduce((sum, object) => sum + object.cells.length, 0);
  const number = unit === 'objects' ? objects.length : cells;
  return fillGrid(1, ROW, (_, column) => (column < number ? colour : 0));
}

/** For each colour a row as long as its number of cells, sorted by length, the ends left black. */
export function tally(grid: ArcGrid, first: 'longest' | 'shortest'): ArcGrid {
  const counts = new Map<number, number>();
  for (const colour of grid.cells) {
    if (colour !== 0) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const rows = [...counts].sort(([, a], [, b]) => (first === 'longest' ? b - a : a - b));
  const width = Math.max(...counts.values());
  return fillGrid(rows.length, width, (row, column) => {
    const [colour, length] = rows[row]!;
    return column < length ? colour : 0;
  });
}

export const COUNT = [
  defineKind<Counting>({
    id: 'count',
    title: 'Count',
    rule: 'As many cells of a row are coloured as there are objects, or cells, of one colour.',
    parameters(draw) {
      const [colour, other] = draw.colours(2) as [number, number];
      return { colour, other, unit: draw.pick(['objects', 'cells']) };
    },
    rivals: ({ colour, other, unit }) => [
      { colour, other, unit: unit === 'cells' ? 'objects' : 'cells' },
    ],
    input(draw, side, { colour, other, unit }) {
      const grid = createGrid(draw.between(7, side), draw.between(7, side));
      const piece = (own: number) =>
        draw.chance(0.4) ? createGrid(draw.between(1, 2), 2, own) : dot(own);
      const wanted = Array.from({ length: draw.between(1, ROW) }, () => piece(colour));
      const cells = wanted.reduce((sum, object) => sum + object.cells.length, 0);
      if (unit === 'cells' && cells > ROW) return null;
      const others = Array.from({ length: draw.between(0, 3) }, () => piece(other));
      return scatter(draw, grid, [...wanted, ...others]) && grid;
    },
    solve: count,
  }),

  defineKind<'longest' | 'shortest'>({
    id: 'tally',
    title: 'Tally',
    rule: 'Every colour gets a row as long as its number of cells, the rows sorted by length.',
    parameters: (draw) => draw.pick(['longest', 'shortest']),
    rivals: (first) => [first === 'longest' ? 'shortest' : 'longest'],
    input(draw, side) {
      const most = Math.min(side, 9);
      const grid = createGrid(draw.between(5, most), draw.between(5, most));
      const colours = draw.colours(draw.between(2, 4));
      const numbers = draw.sample([1, 2, 3, 4, 5, 6], colours.length);
      const dots = colours.flatMap((colour, at) =>
        Array.from({ length: numbers[at]! }, () => dot(colour)),
      );
      return scatter(draw, grid, dots, 0) && grid;
    },
    solve: tally,
  }),
];
