import { createGrid, mapGrid, type ArcGrid } from '../../grid';
import { DIRECTIONS, face, faceBack, type Direction } from '../direction';
import type { Draw } from '../draw';
import { defineKind } from '../kind';
import { paint } from '../paint';

/** Bars stand side by side on one edge of the grid: the one that `floor` points to. */
interface Standing {
  readonly floor: Direction;
}

interface Bar {
  readonly column: number;
  readonly height: number;
  readonly colour: number;
}

/** The bars of a grid whose floor is below. */
function readBars({ height, width, cells }: ArcGrid): Bar[] {
  return Array.from({ length: width }, (_, column) => {
    const own = Array.from({ length: height }, (_, row) => cells[row * width + column]!);
    const coloured = own.filter((colour) => colour !== 0);
    return { column, height: coloured.length, colour: own[height - 1]! };
  }).filter(({ height: tall }) => tall > 0);
}

function drawBars(height: number, width: number, bars: readonly Bar[], floor: Direction): ArcGrid {
  const grid = createGrid(height, width);
  for (const bar of bars) {
    for (let row = height - bar.height; row < height; row++) {
      paint(grid, row, bar.column, bar.colour);
    }
  }
  return faceBack(grid, floor);
}

interface Sorting extends Standing {
  readonly first: 'shortest' | 'tallest';
}

export function sortBars(grid: ArcGrid, { floor, first }: Sorting): ArcGrid {
  const standing = face(grid, floor);
  const bars = readBars(standing);
  const sorted = [...bars].sort((a, b) =>
    first === 'shortest' ? a.height - b.height : b.height - a.height,
  );
  const moved = sorted.map((bar, at) => ({ ...bar, column: bars[at]!.column }));
  return drawBars(standing.height, standing.width, moved, floor);
}

interface Ranking extends Standing {
  readonly tallest: number;
  readonly shortest: number;
}

export function rankBars(grid: ArcGrid, { floor, tallest, shortest }: Ranking): ArcGrid {
  const standing = face(grid, floor);
  const bars = readBars(standing);
  const heights = bars.map(({ height }) => height);
  const ranked = bars.map((bar) => {
    if (bar.height === Math.max(...heights)) return { ...bar, colour: tallest };
    return bar.height === Math.min(...heights) ? { ...bar, colour: shortest } : bar;
  });
  return drawBars(standing.height, standing.width, ranked, floor);
}

interface Topping extends Standing {
  readonly filler: number;
  readonly upTo: 'tallest' | 'border';
}

export function topUpBars(grid: ArcGrid, { floor, filler, upTo }: Topping): ArcGrid {
  const standing = face(grid, floor);
  const bars = readBars(standing);
  const tallest = Math.max(...bars.map(({ height }) => height));
  const top = upTo === 'tallest' ? standing.height - tallest : 0;
  const columns = new Set(bars.map(({ column }) => column));
  const filled = mapGrid(standing, (colour, row, column) =>
    colour === 0 && row >= top && columns.has(column) ? filler : colour,
  );
  return faceBack(filled, floor);
}

/** Bars of different heights with equal gaps between them, each of one of the colours. */
function drawAnyBars(
  draw: Draw,
  side: number,
  floor: Direction,
  colourOf: () => number,
): ArcGrid | null {
  const height = draw.between(5, side);
  const gap = draw.between(1, 2);
  const count = draw.between(3, Math.min(5, Math.floor(side / gap)));
  const heights = draw.sample([...Array(height - 1).keys()], count).map((tall) => tall + 1);
  if (heights.length < count) return null;
  const bars = heights.map((tall, at) => ({ column: at * gap, height: tall, colour: colourOf() }));
  return drawBars(height, (count - 1) * gap + 1, bars, floor);
}

const drawFloor = (draw: Draw) => draw.pick(DIRECTIONS);

export const BARS = [
  defineKind<Sorting>({
    id: 'sort-bars',
    title: 'Sort the bars',
    rule: 'The bars are sorted by height.',
    parameters: (draw) => ({ floor: drawFloor(draw), first: draw.pick(['shortest', 'tallest']) }),
    rivals: ({ floor, first }) => [{ floor, first: first === 'shortest' ? 'tallest' : 'shortest' }],
    input: (draw, side, { floor }) => drawAnyBars(draw, side, floor, () => draw.colours(1)[0]!),
    solve: sortBars,
  }),

  defineKind<Ranking & { readonly body: number }>({
    id: 'rank-bars',
    title: 'Tallest and shortest',
    rule: 'The tallest bar gets one colour, the shortest another.',
    parameters(draw) {
      const [body, tallest, shortest] = draw.colours(3) as [number, number, number];
      return { floor: drawFloor(draw), body, tallest, shortest };
    },
    rivals: (right) => [{ ...right, tallest: right.shortest, shortest: right.tallest }],
    input: (draw, side, { floor, body }) => drawAnyBars(draw, side, floor, () => body),
    solve: rankBars,
  }),

  defineKind<Topping>({
    id: 'top-up',
    title: 'Top up',
    rule: 'Every bar is topped up to the height of the tallest, or to the border.',
    parameters: (draw) => ({
      floor: drawFloor(draw),
      filler: draw.colours(1)[0]!,
      upTo: draw.pick(['tallest', 'border']),
    }),
    rivals: (right) => [{ ...right, upTo: right.upTo === 'border' ? 'tallest' : 'border' }],
    input(draw, side, { floor, filler }) {
      const [body] = draw.colours(1, [filler]);
      return drawAnyBars(draw, side, floor, () => body!);
    },
    solve: topUpBars,
  }),
];
