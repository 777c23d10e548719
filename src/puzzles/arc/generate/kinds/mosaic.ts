import type { Dihedral } from '../../../dihedral';
import { createGrid, type ArcGrid } from '../../grid';
import { turnGrid } from '../../views';
import { defineKind, type TaskKind } from '../kind';
import { drawPattern, paint } from '../paint';

/** Copies of the picture, side by side, each turned as it says. */
type Layout = readonly (readonly Dihedral[])[];

/** @throws RangeError unless the copies are as large as the picture */
export function mosaic(grid: ArcGrid, layout: Layout): ArcGrid {
  const { height, width } = grid;
  const whole = createGrid(height * layout.length, width * layout[0]!.length);
  layout.forEach((copies, down) =>
    copies.forEach((dihedral, across) => {
      const copy = turnGrid(grid, dihedral);
      if (copy.width !== width) throw new RangeError('A copy does not fit its place.');
      copy.cells.forEach((colour, cell) =>
        paint(
          whole,
          down * height + Math.floor(cell / width),
          across * width + (cell % width),
          colour,
        ),
      );
    }),
  );
  return whole;
}

const plain = (rows: number, columns: number): Layout =>
  Array.from({ length: rows }, () => Array<Dihedral>(columns).fill(0));

const TILES = [plain(1, 2), plain(2, 1), plain(2, 2), plain(1, 3), plain(3, 1), plain(3, 3)];

/** The copy at each place is mirrored so that its edges meet those beside it; one is the picture. */
const KALEIDOSCOPES: readonly Layout[] = [
  [
    [0, 4],
    [5, 2],
  ],
  [
    [4, 0],
    [2, 5],
  ],
  [
    [5, 2],
    [0, 4],
  ],
  [
    [2, 5],
    [4, 0],
  ],
];

const PAIRS: readonly Layout[] = [
  [0, 4],
  [4, 0],
  [0, 5],
  [0, 2],
  [2, 0],
].flatMap((pair) => {
  const [first, second] = pair as [Dihedral, Dihedral];
  return [[[first, second]], [[first], [second]]];
});

const EVERY_LAYOUT = [...TILES, ...KALEIDOSCOPES, ...PAIRS];

function mosaicKind(id: string, title: string, rule: string, layouts: readonly Layout[]): TaskKind {
  return defineKind<Layout>({
    id,
    title,
    rule,
    parameters: (draw) => draw.pick(layouts),
    rivals: (layout) => EVERY_LAYOUT.filter((other) => other !== layout),
    input(draw, side, layout) {
      const height = draw.between(2, Math.min(5, Math.floor(side / layout.length)));
      const width = draw.between(2, Math.min(5, Math.floor(side / layout[0]!.length)));
      return drawPattern(draw, height, width, [0, 0, ...draw.colours(draw.between(1, 3))]);
    },
    solve: mosaic,
  });
}

export const MOSAIC = [
  mosaicKind('tile', 'Tiles', 'The picture is repeated side by side.', TILES),
  mosaicKind(
    'kaleidoscope',
    'Kaleidoscope',
    'The picture and its mirror images make one of four times the size.',
    KALEIDOSCOPES,
  ),
  mosaicKind(
    'beside',
    'Beside its image',
    'The picture stands beside its own image, mirrored or turned.',
    PAIRS,
  ),
];
