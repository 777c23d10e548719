import { colourAt, copyGrid, createGrid, mapGrid, type ArcGrid } from '../../grid';
import { DIRECTIONS, face, faceBack, STEP } from '../direction';
import { defineKind } from '../kind';
import { findObjects, type ArcObject } from '../objects';
import { drawShape, paint, scatter } from '../paint';

interface Slide {
  readonly mover: number;
  readonly target: number;
}

/** Each object of the mover's colour goes straight at the target until they touch. */
export function slide(grid: ArcGrid, { mover, target }: Slide): ArcGrid {
  const moved = mapGrid(grid, (colour) => (colour === mover ? 0 : colour));
  for (const object of findObjects(grid, { isObject: (colour) => colour === mover })) {
    const [down, across] = pathTo(grid, object, target) ?? [0, 0];
    for (const cell of object.cells) {
      const row = Math.floor(cell / grid.width) + down;
      paint(moved, row, (cell % grid.width) + across, mover);
    }
  }
  return moved;
}

/** Rows and columns an object can go before it would run into the target; `null` if it never does. */
function pathTo(
  grid: ArcGrid,
  { cells }: ArcObject,
  target: number,
): [down: number, across: number] | null {
  const { width, height } = grid;
  for (const direction of DIRECTIONS) {
    const [down, across] = STEP[direction];
    for (let steps = 1; steps < Math.max(width, height); steps++) {
      const hits = cells.some((cell) => {
        const row = Math.floor(cell / width) + down * steps;
        return colourAt(grid, row, (cell % width) + across * steps) === target;
      });
      if (hits) return [down * (steps - 1), across * (steps - 1)];
    }
  }
  return null;
}

/** Dots of the line's colour move until they touch the line; other dots vanish or stay. */
export function attract(grid: ArcGrid, others: 'vanish' | 'stay'): ArcGrid {
  const direction = findLine(grid) === null ? 'right' : 'down';
  const lying = face(grid, direction);
  const line = findLine(lying);
  if (line === null) return copyGrid(grid);

  const { width, cells } = lying;
  const colour = cells[line * width]!;
  const drawn = mapGrid(lying, (own, row) =>
    row === line || (others === 'stay' && own !== colour) ? own : 0,
  );
  cells.forEach((own, cell) => {
    const row = Math.floor(cell / width);
    if (own !== colour || row === line) return;
    paint(drawn, row < line ? line - 1 : line + 1, cell % width, colour);
  });
  return faceBack(drawn, direction);
}

/** The first row of one colour all along, `null` if there is none. */
function findLine({ height, width, cells }: ArcGrid): number | null {
  for (let row = 0; row < height; row++) {
    const colours = cells.subarray(row * width, (row + 1) * width);
    if (colours[0] !== 0 && colours.every((colour) => colour === colours[0])) return row;
  }
  return null;
}

export const TOUCH = [
  defineKind<Slide>({
    id: 'slide',
    title: 'Until they touch',
    rule: 'Shapes of one colour move straight at the block of the other colour until they touch it.',
    parameters(draw) {
      const [mover, target] = draw.colours(2) as [number, number];
      return { mover, target };
    },
    rivals: ({ mover, target }) => [{ mover: target, target: mover }],
    input(draw, side, { mover, target }) {
      const grid = createGrid(draw.between(8, side), draw.between(8, side));
      const block = createGrid(draw.between(2, 3), draw.between(2, 3), target);
      const movers = Array.from({ length: draw.between(1, 2) }, () =>
        drawShape(draw, draw.between(1, 2), draw.between(2, 3), mover),
      );
      if (scatter(draw, grid, [block, ...movers]) === null) return null;
      const objects = findObjects(grid, { isObject: (colour) => colour === mover });
      const paths = objects.map((object) => pathTo(grid, object, target));
      // Each has a way to go, and no two come from the same side, where one might stop the other.
      const sides = new Set(paths.map((path) => path?.map(Math.sign).join()));
      return paths.every((path) => path?.some((steps) => steps !== 0)) &&
        sides.size === paths.length
        ? grid
        : null;
    },
    solve: slide,
  }),

  defineKind<'vanish' | 'stay'>({
    id: 'attract',
    title: 'Magnet',
    rule: 'Dots of the colour of the line move up to it; all others vanish, or stay where they are.',
    parameters: (draw) => draw.pick(['vanish', 'stay']),
    rivals: (others) => [others === 'stay' ? 'vanish' : 'stay'],
    input(draw, side) {
      const [height, width] = [draw.between(7, side), draw.between(6, side)];
      const grid = createGrid(height, width);
      const [colour, other] = draw.colours(2) as [number, number];
      const line = draw.between(2, height - 3);
      for (let column = 0; column < width; column++) paint(grid, line, column, colour);
      // At most one dot a column, so that no two come to the same place.
      const columns = draw.sample([...Array(width).keys()], draw.between(3, 5));
      columns.forEach((column, index) => {
        const isAbove = draw.chance(0.5);
        const row = isAbove ? draw.between(0, line - 2) : draw.between(line + 1, height - 1);
        paint(grid, row, column, index > 0 && draw.chance(0.4) ? other : colour);
      });
      return draw.chance(0.5) ? grid : faceBack(grid, 'right');
    },
    solve: attract,
  }),
];
