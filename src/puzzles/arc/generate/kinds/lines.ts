import { copyGrid, createGrid, gridsEqual, isInside, type ArcGrid } from '../../grid';
import { face, faceBack } from '../direction';
import { defineKind } from '../kind';
import { paint } from '../paint';

type Orientation = 'rows' | 'columns' | 'both';
const ORIENTATIONS: readonly Orientation[] = ['rows', 'columns', 'both'];

/** Two dots of one colour with nothing between them in a row, or in a column, are joined. */
export function connect(grid: ArcGrid, orientation: Orientation): ArcGrid {
  const along = orientation === 'columns' ? grid : joinInRows(grid, grid);
  if (orientation === 'rows') return along;
  const standing = joinInRows(face(grid, 'right'), face(along, 'right'));
  return faceBack(standing, 'right');
}

/** `onto` with lines between the dots that `grid` has in its rows. */
function joinInRows(grid: ArcGrid, onto: ArcGrid): ArcGrid {
  const joined = copyGrid(onto);
  const { width, cells } = grid;
  let last = 0;
  cells.forEach((colour, cell) => {
    if (cell % width === 0) last = cell;
    if (colour === 0) return;
    if (cells[last] === colour) joined.cells.fill(colour, last, cell);
    last = cell;
  });
  return joined;
}

type Slant = 'falling' | 'rising' | 'both';
const SLANTS: readonly Slant[] = ['falling', 'rising', 'both'];

/** Diagonals through every dot to the border: falling to the right, rising, or both. */
export function drawDiagonals(grid: ArcGrid, slant: Slant): ArcGrid {
  const drawn = copyGrid(grid);
  const steps = [...(slant === 'rising' ? [] : [1]), ...(slant === 'falling' ? [] : [-1])];
  grid.cells.forEach((colour, cell) => {
    if (colour === 0) return;
    const row = Math.floor(cell / grid.width);
    const column = cell % grid.width;
    for (const step of steps) {
      for (let away = -grid.width; away <= grid.width; away++) {
        paint(drawn, row + step * away, column + away, colour);
      }
    }
  });
  return drawn;
}

/** A ball from the dot at the left edge, off the upper and lower edges until it leaves at the right. */
export function bounce(grid: ArcGrid, start: 'up' | 'down'): ArcGrid {
  const drawn = copyGrid(grid);
  const from = grid.cells.findIndex((colour) => colour !== 0);
  if (from < 0) return drawn;
  const colour = grid.cells[from]!;
  let row = Math.floor(from / grid.width);
  let step = start === 'down' ? 1 : -1;
  for (let column = from % grid.width; column < grid.width; column++) {
    paint(drawn, row, column, colour);
    if (!isInside(grid, row + step, column)) step = -step;
    row += step;
  }
  return drawn;
}

export const LINES = [
  defineKind<Orientation>({
    id: 'connect',
    title: 'Connect the dots',
    rule: 'Two dots of one colour in the same row, or in the same column, are joined by a line.',
    parameters: (draw) => draw.pick(ORIENTATIONS),
    rivals: (orientation) => ORIENTATIONS.filter((other) => other !== orientation),
    input(draw, side) {
      const [height, width] = [draw.between(6, side), draw.between(6, side)];
      const grid = createGrid(height, width);
      const count = draw.between(1, 3);
      const colours = draw.colours(count + 1);
      for (const colour of colours.slice(0, count)) {
        const [row, column] = [draw.below(height), draw.below(width)];
        const isFlat = draw.chance(0.5);
        const other = draw.below(isFlat ? width : height);
        if (Math.abs(other - (isFlat ? column : row)) < 3) return null;
        paint(grid, row, column, colour);
        paint(grid, isFlat ? row : other, isFlat ? other : column, colour);
      }
      // One dot that has no partner.
      paint(grid, draw.below(height), draw.below(width), colours[count]!);
      const flatLast = faceBack(connect(face(grid, 'right'), 'both'), 'right');
      return gridsEqual(flatLast, connect(grid, 'both')) ? grid : null;
    },
    solve: connect,
  }),

  defineKind<Slant>({
    id: 'diagonals',
    title: 'Diagonals',
    rule: 'Each dot draws a diagonal to the border, or both of them.',
    parameters: (draw) => draw.pick(SLANTS),
    rivals: (slant) => SLANTS.filter((other) => other !== slant),
    input(draw, side) {
      const [height, width] = [draw.between(5, side), draw.between(5, side)];
      const grid = createGrid(height, width);
      const [colour] = draw.colours(1);
      for (let dots = draw.between(1, 2); dots > 0; dots--) {
        paint(grid, draw.between(1, height - 2), draw.between(1, width - 2), colour!);
      }
      return grid;
    },
    solve: drawDiagonals,
  }),

  defineKind<'up' | 'down'>({
    id: 'bounce',
    title: 'Bouncing ball',
    rule: 'A ball starts at the dot and bounces between the upper and the lower edge.',
    parameters: (draw) => draw.pick(['up', 'down']),
    rivals: (start) => [start === 'up' ? 'down' : 'up'],
    input(draw, side) {
      const grid = createGrid(draw.between(3, 6), draw.between(6, side));
      paint(grid, draw.below(grid.height), 0, draw.colours(1)[0]!);
      return grid;
    },
    solve: bounce,
  }),
];
