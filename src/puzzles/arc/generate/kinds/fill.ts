import { copyGrid, createGrid, type ArcGrid } from '../../grid';
import { defineKind } from '../kind';
import { findEnclosed, findObjects } from '../objects';
import { drawFrame, paint, painted, scatter } from '../paint';

interface Filling {
  readonly colour: number;
  /** Whether a shape counts as closed all the same if there is a gap in it. */
  readonly overlooksGaps: boolean;
}

/** Empty areas that are closed all round are filled. */
export function fillEnclosed(grid: ArcGrid, { colour, overlooksGaps }: Filling): ArcGrid {
  const areas = overlooksGaps ? boxes(grid) : findEnclosed(grid).map(({ cells }) => cells);
  return painted(grid, areas.flat(), colour);
}

/** The empty cells within the box of each object. */
function boxes(grid: ArcGrid): number[][] {
  return findObjects(grid).map(({ top, left, height, width }) =>
    [...grid.cells.keys()].filter((cell) => {
      const [row, column] = [Math.floor(cell / grid.width), cell % grid.width];
      const isWithin = row >= top && row < top + height && column >= left && column < left + width;
      return isWithin && grid.cells[cell] === 0;
    }),
  );
}

/** Closed squares of side n inside are filled with `colours[n - 1]`. */
export function fillBySize(grid: ArcGrid, colours: readonly number[]): ArcGrid {
  const filled = copyGrid(grid);
  for (const { cells } of findEnclosed(grid)) {
    const colour = colours[Math.sqrt(cells.length) - 1];
    if (colour !== undefined) for (const cell of cells) filled.cells[cell] = colour;
  }
  return filled;
}

/** Rooms between walls are filled with the colour of the dot in them. */
export function fillRooms(grid: ArcGrid, wall: number): ArcGrid {
  const filled = copyGrid(grid);
  const isFloor = (colour: number) => colour !== wall;
  for (const { cells } of findObjects(grid, { acrossColours: true, isObject: isFloor })) {
    const colours = new Set(cells.map((cell) => grid.cells[cell]!));
    colours.delete(0);
    const [colour] = colours;
    if (colours.size === 1) for (const cell of cells) filled.cells[cell] = colour!;
  }
  return filled;
}

export const FILL = [
  defineKind<Filling>({
    id: 'enclosed',
    title: 'Fill what is closed',
    rule: 'Areas closed all round are filled; those with a gap are not.',
    parameters: (draw) => ({ colour: draw.colours(1)[0]!, overlooksGaps: false }),
    rivals: ({ colour }) => [{ colour, overlooksGaps: true }],
    input(draw, side, { colour: fill }) {
      const grid = createGrid(draw.between(8, side), draw.between(8, side));
      const [wall] = draw.colours(1, [fill]);
      const most = Math.min(6, Math.floor(side / 2));
      const frames = Array.from({ length: draw.between(2, 3) }, (_, index) => {
        const [height, width] = [draw.between(3, most), draw.between(3, most)];
        const frame = drawFrame(height, width, wall!);
        // A gap beside a corner, never the corner itself, which closes nothing off.
        if (index > 0 && draw.chance(0.5)) {
          if (draw.chance(0.5))
            paint(frame, draw.pick([0, height - 1]), draw.between(1, width - 2), 0);
          else paint(frame, draw.between(1, height - 2), draw.pick([0, width - 1]), 0);
        }
        return frame;
      });
      return scatter(draw, grid, frames) && grid;
    },
    solve: fillEnclosed,
  }),

  defineKind<readonly number[]>({
    id: 'fill-by-size',
    title: 'Filled by size',
    rule: 'Closed squares are filled, each size in a colour of its own.',
    parameters: (draw) => draw.colours(3),
    rivals: (colours) =>
      colours.map((_, size) => colours.map((colour, at) => (at === size ? 0 : colour))),
    input(draw, side, colours) {
      const grid = createGrid(draw.between(8, side), draw.between(8, side));
      const [wall] = draw.colours(1, colours);
      const frames = Array.from({ length: draw.between(2, 4) }, () => {
        const size = draw.between(1, 3) + 2;
        return drawFrame(size, size, wall!);
      });
      return scatter(draw, grid, frames) && grid;
    },
    solve: fillBySize,
  }),

  defineKind<number>({
    id: 'rooms',
    title: 'Paint the rooms',
    rule: 'Every room with a dot in it is filled with the colour of the dot.',
    parameters: (draw) => draw.colours(1)[0]!,
    input(draw, side, wall) {
      const [height, width] = [draw.between(7, side), draw.between(7, side)];
      const grid = createGrid(height, width);
      const row = draw.between(2, height - 3);
      const columns = [draw.between(2, width - 3), draw.between(2, width - 3)];
      for (let column = 0; column < width; column++) paint(grid, row, column, wall);
      columns.forEach((column, below) => {
        const [from, to] = below ? [row, height] : [0, row];
        for (let at = from; at < to; at++) paint(grid, at, column, wall);
      });
      const rooms = findObjects(grid, { isObject: (colour) => colour === 0 });
      const seeded = draw.sample(rooms, draw.between(1, 3));
      const colours = draw.colours(seeded.length, [wall]);
      seeded.forEach(({ cells }, at) => (grid.cells[draw.pick(cells)] = colours[at]!));
      return grid;
    },
    solve: fillRooms,
  }),
];
