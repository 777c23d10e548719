import { copyGrid, createGrid, type ArcGrid } from '../../grid';
import { DIRECTIONS, face, faceBack, otherDirections, type Direction } from '../direction';
import { defineKind } from '../kind';
import { paint } from '../paint';

interface Shot {
  readonly direction: Direction;
  /** Colour of the walls that stop a ray. */
  readonly wall: number;
}

/** Every dot draws a line of its colour on in one direction, to a wall or to the edge. */
export function shoot(grid: ArcGrid, { direction, wall }: Shot): ArcGrid {
  const down = copyGrid(face(grid, direction));
  const { width, cells } = down;
  for (let cell = width; cell < cells.length; cell++) {
    const above = cells[cell - width]!;
    if (cells[cell] === 0 && above !== wall) cells[cell] = above;
  }
  return faceBack(down, direction);
}

/** The same, each dot in all of several directions. */
export function extend(grid: ArcGrid, directions: readonly Direction[]): ArcGrid {
  const drawn = copyGrid(grid);
  for (const direction of directions) {
    shoot(grid, { direction, wall: 0 }).cells.forEach((colour, cell) => {
      if (colour !== 0) drawn.cells[cell] = colour;
    });
  }
  return drawn;
}

interface Crossing {
  /** Colour of the dots that draw whole rows. */
  readonly rows: number;
  /** Colour of the dots that draw whole columns. */
  readonly columns: number;
  /** What lies on top where a row and a column meet. */
  readonly onTop: 'rows' | 'columns';
}

export function drawCrossing(grid: ArcGrid, { rows, columns, onTop }: Crossing): ArcGrid {
  const { height, width } = grid;
  const drawn = copyGrid(grid);
  const drawRows = () =>
    grid.cells.forEach((colour, cell) => {
      const start = cell - (cell % width);
      if (colour === rows) drawn.cells.fill(rows, start, start + width);
    });
  const drawColumns = () =>
    grid.cells.forEach((colour, cell) => {
      if (colour !== columns) return;
      for (let row = 0; row < height; row++) paint(drawn, row, cell % width, columns);
    });
  for (const step of onTop === 'columns' ? [drawRows, drawColumns] : [drawColumns, drawRows])
    step();
  return drawn;
}

const AXES: readonly (readonly Direction[])[] = [
  ...DIRECTIONS.map((direction) => [direction]),
  ['up', 'down'],
  ['left', 'right'],
];

export const RAYS = [
  defineKind<readonly Direction[]>({
    id: 'extend',
    title: 'Lines to the border',
    rule: 'Each dot draws a line to the border, in one direction or in two opposite ones.',
    parameters: (draw) => draw.pick(AXES),
    rivals: (directions) => AXES.filter((other) => other !== directions),
    input(draw, side, [direction]) {
      const [height, width] = [draw.between(5, side), draw.between(5, side)];
      const down = createGrid(height, width);
      const count = draw.between(1, 4);
      const colours = draw.colours(count);
      // One dot a line, so that no line runs into another dot.
      draw
        .sample([...Array(width).keys()], count)
        .forEach((column, at) => paint(down, draw.between(1, height - 2), column, colours[at]!));
      return faceBack(down, direction!);
    },
    solve: extend,
  }),

  defineKind<Shot>({
    id: 'shoot',
    title: 'Rays and walls',
    rule: 'Each dot shoots a ray in one direction; walls stop it.',
    parameters: (draw) => ({ direction: draw.pick(DIRECTIONS), wall: draw.colours(1)[0]! }),
    rivals: ({ direction, wall }) =>
      otherDirections(direction).map((other) => ({ direction: other, wall })),
    input(draw, side, { direction, wall }) {
      const [height, width] = [draw.between(7, side), draw.between(6, side)];
      const down = createGrid(height, width);
      for (let walls = draw.between(1, 3); walls > 0; walls--) {
        const row = draw.between(3, height - 2);
        const left = draw.between(0, width - 2);
        const length = draw.between(2, 4);
        for (let at = 0; at < length; at++) paint(down, row, left + at, wall);
      }
      const columns = draw.sample([...Array(width).keys()], draw.between(2, 4));
      const colours = draw.colours(columns.length, [wall]);
      columns.forEach((column, at) => paint(down, draw.between(0, 2), column, colours[at]!));
      const isStopped = columns.some((column) =>
        Array.from({ length: height }, (_, row) => down.cells[row * width + column]).includes(wall),
      );
      return isStopped ? faceBack(down, direction) : null;
    },
    solve: shoot,
  }),

  defineKind<Crossing>({
    id: 'crossing',
    title: 'Rows and columns',
    rule: 'Dots of one colour draw their whole row, dots of the other their whole column.',
    parameters(draw) {
      const [rows, columns] = draw.colours(2) as [number, number];
      return { rows, columns, onTop: draw.pick(['rows', 'columns']) };
    },
    rivals: ({ rows, columns, onTop }) => [
      { rows: columns, columns: rows, onTop },
      { rows: columns, columns: rows, onTop: onTop === 'rows' ? 'columns' : 'rows' },
      { rows, columns, onTop: onTop === 'rows' ? 'columns' : 'rows' },
    ],
    input(draw, side, { rows, columns }) {
      const [height, width] = [draw.between(5, side), draw.between(5, side)];
      const grid = createGrid(height, width);
      const [inRow, inColumn] = [draw.between(1, 2), draw.between(1, 2)];
      const ys = draw.sample([...Array(height).keys()], inRow + inColumn);
      const xs = draw.sample([...Array(width).keys()], inRow + inColumn);
      ys.forEach((y, at) => paint(grid, y, xs[at]!, at < inRow ? rows : columns));
      return grid;
    },
    solve: drawCrossing,
  }),
];
