import { colourAt, copyGrid, createGrid, mapGrid, type ArcGrid } from '../../grid';
import { defineKind } from '../kind';
import { boxAround, cellsOf, EIGHT_STEPS, FOUR_STEPS } from '../objects';
import { drawFrame, drawPattern, drawShape, paint, scatter, stamp } from '../paint';

interface Outline {
  readonly colour: number;
  /** Whether corners belong to the outline. */
  readonly corners: boolean;
}

/** Empty cells beside a coloured one are painted. */
export function outline(grid: ArcGrid, { colour, corners }: Outline): ArcGrid {
  const steps = corners ? EIGHT_STEPS : FOUR_STEPS;
  return mapGrid(grid, (own, row, column) => {
    const isBeside = steps.some(
      ([down, across]) => (colourAt(grid, row + down, column + across) ?? 0) !== 0,
    );
    return own === 0 && isBeside ? colour : own;
  });
}

interface Framing {
  readonly colour: number;
  readonly place: 'on the edge' | 'around';
}

/** A frame on the outermost cells, or one cell further out. */
export function frame(grid: ArcGrid, { colour, place }: Framing): ArcGrid {
  const margin = place === 'around' ? 1 : 0;
  const framed = createGrid(grid.height + 2 * margin, grid.width + 2 * margin);
  stamp(framed, grid, margin, margin);
  stamp(framed, drawFrame(framed.height, framed.width, colour), 0, 0);
  return framed;
}

/** Cells whose eight neighbours all have their colour get the colour of the inside. */
export function hollow(grid: ArcGrid, inside: number): ArcGrid {
  return mapGrid(grid, (own, row, column) => {
    const isInside = EIGHT_STEPS.every(
      ([down, across]) => colourAt(grid, row + down, column + across) === own,
    );
    return own !== 0 && isInside ? inside : own;
  });
}

interface Corners {
  readonly fill: number;
  readonly how: 'edges' | 'whole';
}

/** Four dots of a colour mark a rectangle, of which the edges, or all, are painted between them. */
export function joinCorners(grid: ArcGrid, { fill, how }: Corners): ArcGrid {
  const drawn = copyGrid(grid);
  const colours = new Set(grid.cells.filter((colour) => colour !== 0));
  for (const colour of colours) {
    const box = boxAround(cellsOf(grid, colour), grid.width);
    const piece =
      how === 'whole'
        ? createGrid(box.height, box.width, fill)
        : drawFrame(box.height, box.width, fill);
    stamp(drawn, piece, box.top, box.left);
  }
  stamp(drawn, grid, 0, 0);
  return drawn;
}

interface Ripples {
  readonly second: number;
  readonly shape: 'square' | 'diamond';
}

/** Rings around the dot up to the border, its colour and a second one in turn. */
export function ripple(grid: ArcGrid, { second, shape }: Ripples): ArcGrid {
  const { width } = grid;
  const dot = Math.max(
    0,
    grid.cells.findIndex((colour) => colour !== 0),
  );
  return mapGrid(grid, (_, row, column) => {
    const down = Math.abs(row - Math.floor(dot / width));
    const across = Math.abs(column - (dot % width));
    const distance = shape === 'square' ? Math.max(down, across) : down + across;
    return distance % 2 === 0 ? grid.cells[dot]! : second;
  });
}

export const FRAMES = [
  defineKind<Outline>({
    id: 'outline',
    title: 'Outline',
    rule: 'Every object gets an outline, with or without its corners.',
    parameters: (draw) => ({ colour: draw.colours(1)[0]!, corners: draw.chance(0.5) }),
    rivals: ({ colour, corners }) => [{ colour, corners: !corners }],
    input(draw, side, { colour }) {
      const grid = createGrid(draw.between(7, side), draw.between(7, side));
      const pieces = draw
        .colours(draw.between(1, 3), [colour])
        .map((own) => drawShape(draw, draw.between(1, 3), draw.between(1, 3), own));
      return scatter(draw, grid, pieces, 2) && grid;
    },
    solve: outline,
  }),

  defineKind<Framing>({
    id: 'frame',
    title: 'Frame',
    rule: 'The picture gets a frame, on its edge or around it.',
    parameters: (draw) => ({
      colour: draw.colours(1)[0]!,
      place: draw.pick(['on the edge', 'around']),
    }),
    input(draw, side) {
      const most = Math.min(side - 2, 8);
      const palette = [0, 0, 0, ...draw.colours(2)];
      return drawPattern(draw, draw.between(3, most), draw.between(3, most), palette);
    },
    solve: frame,
  }),

  defineKind<number>({
    id: 'hollow',
    title: 'Hollow',
    rule: 'Solid rectangles keep their edge; the inside is emptied, or gets another colour.',
    parameters: (draw) => draw.pick([0, ...draw.colours(2)]),
    input(draw, side, inside) {
      const grid = createGrid(draw.between(7, side), draw.between(7, side));
      const most = Math.min(6, Math.floor(side / 2));
      const pieces = draw
        .colours(draw.between(1, 3), [inside])
        .map((own) => createGrid(draw.between(2, most), draw.between(3, most), own));
      return scatter(draw, grid, pieces) && grid;
    },
    solve: hollow,
  }),

  defineKind<Corners>({
    id: 'corners',
    title: 'From four corners',
    rule: 'Four dots of a colour are the corners of a rectangle: its edges, or all of it, are painted.',
    parameters: (draw) => ({ fill: draw.colours(1)[0]!, how: draw.pick(['edges', 'whole']) }),
    rivals: ({ fill, how }) => [{ fill, how: how === 'edges' ? 'whole' : 'edges' }],
    input(draw, side, { fill }) {
      const grid = createGrid(draw.between(7, side), draw.between(7, side));
      const most = Math.min(6, Math.floor(side / 2));
      const pieces = draw.colours(draw.between(1, 2), [fill]).map((own) => {
        const [height, width] = [draw.between(3, most), draw.between(3, most)];
        const corners = createGrid(height, width);
        for (const row of [0, height - 1]) {
          for (const column of [0, width - 1]) paint(corners, row, column, own);
        }
        return corners;
      });
      return scatter(draw, grid, pieces) && grid;
    },
    solve: joinCorners,
  }),

  defineKind<Ripples>({
    id: 'ripples',
    title: 'Ripples',
    rule: 'Rings of two colours spread from the dot to the border, as squares or as diamonds.',
    parameters: (draw) => ({
      second: draw.colours(1)[0]!,
      shape: draw.pick(['square', 'diamond']),
    }),
    rivals: ({ second, shape }) => [{ second, shape: shape === 'square' ? 'diamond' : 'square' }],
    input(draw, side, { second }) {
      const most = Math.min(side, 9);
      const grid = createGrid(draw.between(4, most), draw.between(4, most));
      const [colour] = draw.colours(1, [second]);
      paint(grid, draw.below(grid.height), draw.below(grid.width), colour!);
      return grid;
    },
    solve: ripple,
  }),
];
