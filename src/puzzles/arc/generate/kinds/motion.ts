import { copyGrid, createGrid, mapGrid, type ArcGrid } from '../../grid';
import { DIRECTIONS, face, faceBack, otherDirections, type Direction } from '../direction';
import { defineKind } from '../kind';
import { findObjects, type ArcObject } from '../objects';
import { drawPattern, drawShape, paint, scatter } from '../paint';

/** In every line along the direction, cells move on to the edge, keeping their order. */
export function fall(grid: ArcGrid, direction: Direction): ArcGrid {
  const down = face(grid, direction);
  const fallen = createGrid(down.height, down.width);
  for (let column = 0; column < down.width; column++) {
    let floor = down.height - 1;
    for (let row = floor; row >= 0; row--) {
      const colour = down.cells[row * down.width + column]!;
      if (colour !== 0) paint(fallen, floor--, column, colour);
    }
  }
  return faceBack(fallen, direction);
}

/** Objects of one colour each move on as they are until the edge or another object stops them. */
export function drop(grid: ArcGrid, direction: Direction): ArcGrid {
  const down = copyGrid(face(grid, direction));
  const { width, cells } = down;
  const fallOnce = ({ cells: own, colour }: ArcObject) => {
    const below = own.map((cell) => cell + width);
    const isFree = below.every(
      (cell) => cell < cells.length && (cells[cell] === 0 || own.includes(cell)),
    );
    if (!isFree) return false;
    for (const cell of own) cells[cell] = 0;
    for (const cell of below) cells[cell] = colour;
    return true;
  };
  for (let moved = true; moved;) {
    moved = findObjects(down).map(fallOnce).some(Boolean);
  }
  return faceBack(down, direction);
}

interface Drop {
  readonly direction: Direction;
  /** Whether shapes stay as they are, or come apart into falling cells. */
  readonly rigid: boolean;
}

interface Shift {
  readonly direction: Direction;
  readonly steps: number;
  /** Whether what leaves at one edge comes back at the other. */
  readonly wraps: boolean;
}

export function shift(grid: ArcGrid, { direction, steps, wraps }: Shift): ArcGrid {
  const down = face(grid, direction);
  const { height, width, cells } = down;
  const moved = mapGrid(down, (_, row, column) => {
    const from = row - steps;
    if (from < 0 && !wraps) return 0;
    return cells[((from + height) % height) * width + column]!;
  });
  return faceBack(moved, direction);
}

export const MOTION = [
  defineKind<Direction>({
    id: 'fall',
    title: 'Gravity',
    rule: 'Coloured cells fall in one direction until the edge or other cells stop them.',
    parameters: (draw) => draw.pick(DIRECTIONS),
    rivals: otherDirections,
    input(draw, side) {
      const palette = [...draw.colours(draw.between(2, 4)), ...Array<number>(6).fill(0)];
      return drawPattern(draw, draw.between(4, side), draw.between(4, side), palette);
    },
    solve: fall,
  }),

  defineKind<Drop>({
    id: 'drop',
    title: 'Falling shapes',
    rule: 'Whole shapes fall in one direction until the edge or another shape stops them.',
    parameters: (draw) => ({ direction: draw.pick(DIRECTIONS), rigid: true }),
    rivals: ({ direction }) => [
      { direction, rigid: false },
      ...otherDirections(direction).map((other) => ({ direction: other, rigid: true })),
    ],
    input(draw, side) {
      const grid = createGrid(draw.between(7, side), draw.between(7, side));
      const pieces = draw
        .colours(draw.between(2, 4))
        .map((colour) => drawShape(draw, draw.between(1, 3), draw.between(2, 3), colour));
      return scatter(draw, grid, pieces) && grid;
    },
    solve: (grid, { direction, rigid }) => (rigid ? drop(grid, direction) : fall(grid, direction)),
  }),

  defineKind<Shift>({
    id: 'shift',
    title: 'Shift',
    rule: 'The whole picture moves a step or two; what leaves at an edge is lost or comes back at the other.',
    parameters: (draw) => ({
      direction: draw.pick(DIRECTIONS),
      steps: draw.between(1, 2),
      wraps: draw.chance(0.6),
    }),
    rivals: (right) =>
      DIRECTIONS.flatMap((direction) =>
        [1, 2].flatMap((steps) => [true, false].map((wraps) => ({ direction, steps, wraps }))),
      ).filter((other) => JSON.stringify(other) !== JSON.stringify(right)),
    input(draw, side) {
      const palette = [...draw.colours(3), 0, 0];
      const most = Math.min(side, 8);
      return drawPattern(draw, draw.between(3, most), draw.between(3, most), palette);
    },
    solve: shift,
  }),
];
