import type { Dihedral } from '../../../dihedral';
import { createGrid, fillGrid, mapGrid, type ArcGrid } from '../../grid';
import { turnGrid } from '../../views';
import { face, faceBack } from '../direction';
import type { Draw } from '../draw';
import { defineKind } from '../kind';
import { boxAround, cellsOf, crop } from '../objects';
import { drawPattern, paint } from '../paint';

/** Empty cells take the colour of their image. */
export function complete(grid: ArcGrid, dihedral: Dihedral): ArcGrid {
  const image = turnGrid(grid, dihedral);
  return mapGrid(grid, (colour, row, column) =>
    colour === 0 ? image.cells[row * grid.width + column]! : colour,
  );
}

interface Across {
  readonly line: number;
  readonly how: Dihedral;
}

/** The same for what lies on the two sides of a line through the middle. */
export function copyAcross(grid: ArcGrid, { line, how }: Across): ArcGrid {
  // `how` is said for a line that stands, left and right of it.
  const isStanding = grid.cells[Math.floor(grid.width / 2)] === line;
  const standing = isStanding ? grid : face(grid, 'right');
  const { height, width } = standing;
  const half = (width - 1) / 2;
  if (!Number.isInteger(half)) return grid;
  const halfAt = (left: number) => crop(standing, { top: 0, left, height, width: half });
  const [left, right] = [halfAt(0), halfAt(half + 1)];
  const [toLeft, toRight] = [turnGrid(right, how), turnGrid(left, how)];
  const whole = mapGrid(standing, (colour, row, column) => {
    if (colour !== 0) return colour;
    const at = row * half;
    return column < half ? toLeft.cells[at + column]! : toRight.cells[at + column - half - 1]!;
  });
  return isStanding ? whole : faceBack(whole, 'right');
}

/** Covered cells take the colour of an image of theirs, left to right or top to bottom, that shows. */
export function restore(grid: ArcGrid, cover: number): ArcGrid {
  const { height, width, cells } = grid;
  return mapGrid(grid, (colour, row, column) => {
    if (colour !== cover) return colour;
    const [up, across] = [height - 1 - row, width - 1 - column];
    const images = [row * width + across, up * width + column, up * width + across];
    return cells[images.find((cell) => cells[cell] !== cover) ?? row * width + column]!;
  });
}

/** A picture that is its own mirror image both ways, a rectangle of it covered. */
function drawCovered(draw: Draw, side: number, cover: number): ArcGrid | null {
  const height = draw.between(6, side);
  const width = draw.between(6, side);
  const palette = draw.colours(draw.between(3, 5), [cover]);
  const rows = Math.ceil(height / 2);
  const columns = Math.ceil(width / 2);
  const quarter = drawPattern(draw, rows, columns, palette);
  const grid = fillGrid(height, width, (row, column) => {
    const [y, x] = [Math.min(row, height - 1 - row), Math.min(column, width - 1 - column)];
    return quarter.cells[y * columns + x]!;
  });
  const [down, across] = [draw.between(2, 3), draw.between(2, 4)];
  const top = draw.below(height - down + 1);
  const left = draw.below(width - across + 1);
  for (let row = top; row < top + down; row++) {
    for (let column = left; column < left + across; column++) paint(grid, row, column, cover);
  }
  return restore(grid, cover).cells.includes(cover) ? null : grid;
}

const drawColour = (draw: Draw) => draw.colours(1)[0]!;

export const SYMMETRY = [
  defineKind<Dihedral>({
    id: 'complete',
    title: 'The other half',
    rule: 'The empty half becomes the image of the other, mirrored or turned upside down.',
    parameters: (draw) => draw.pick([2, 4, 5]),
    rivals: (dihedral) => ([2, 4, 5] as const).filter((other) => other !== dihedral),
    input(draw, side, dihedral) {
      const [height, width] = [draw.between(4, side), draw.between(4, side)];
      const isUpright = dihedral === 5 || (dihedral === 2 && draw.chance(0.5));
      const isLater = draw.chance(0.5);
      const pattern = drawPattern(draw, height, width, [0, 0, 0, ...draw.colours(3)]);
      return mapGrid(pattern, (colour, row, column) => {
        const [at, middle] = isUpright ? [row, (height - 1) / 2] : [column, (width - 1) / 2];
        return at !== middle && at > middle === isLater ? colour : 0;
      });
    },
    solve: complete,
  }),

  defineKind<Across>({
    id: 'across',
    title: 'Across the line',
    rule: 'What lies on one side of the line appears on the other: copied, mirrored or upside down.',
    parameters: (draw) => ({ line: drawColour(draw), how: draw.pick([0, 2, 4, 5]) }),
    rivals: ({ line, how }) =>
      ([0, 2, 4, 5] as const)
        .filter((other) => other !== how)
        .map((other) => ({ line, how: other })),
    input(draw, side, { line }) {
      const height = draw.between(4, side);
      const half = draw.between(2, Math.floor((side - 1) / 2));
      const grid = createGrid(height, 2 * half + 1);
      const start = draw.chance(0.5) ? 0 : half + 1;
      const palette = [0, 0, 0, ...draw.colours(2, [line])];
      for (let row = 0; row < height; row++) {
        paint(grid, row, half, line);
        for (let column = 0; column < half; column++) {
          paint(grid, row, start + column, draw.pick(palette));
        }
      }
      return draw.chance(0.5) ? grid : faceBack(grid, 'right');
    },
    solve: copyAcross,
  }),

  defineKind<number>({
    id: 'restore',
    title: 'Restore',
    rule: 'The covered part of a symmetric picture is restored.',
    parameters: drawColour,
    input: drawCovered,
    solve: restore,
  }),

  defineKind<number>({
    id: 'under-cover',
    title: 'Under the cover',
    rule: 'Shows what is under the cover of a symmetric picture, and that alone.',
    parameters: drawColour,
    input: drawCovered,
    solve: (grid, cover) => crop(restore(grid, cover), boxAround(cellsOf(grid, cover), grid.width)),
  }),
];
