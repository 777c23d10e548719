import { createGrid, fillGrid, mapGrid, type ArcGrid } from '../../grid';
import { face, faceBack } from '../direction';
import { defineKind } from '../kind';
import { paint } from '../paint';

/**
 * A picture that repeats every `down` rows and `across` columns, read off the cells that are not
 * `hidden`; `null` if two of those disagree or a cell is seen nowhere.
 */
function repeated(grid: ArcGrid, hidden: number, down: number, across: number): ArcGrid | null {
  const tile = new Int8Array(down * across).fill(-1);
  const place = (row: number, column: number) => (row % down) * across + (column % across);
  for (let cell = 0; cell < grid.cells.length; cell++) {
    const colour = grid.cells[cell]!;
    if (colour === hidden) continue;
    const at = place(Math.floor(cell / grid.width), cell % grid.width);
    if (tile[at] !== -1 && tile[at] !== colour) return null;
    tile[at] = colour;
  }
  if (tile.includes(-1)) return null;
  return fillGrid(grid.height, grid.width, (row, column) => tile[place(row, column)]!);
}

/** The picture of the smallest tile that repeats over all that is not hidden. */
export function repeat(grid: ArcGrid, hidden: number): ArcGrid {
  const periods = Array.from({ length: grid.height * grid.width }, (_, at) => ({
    down: Math.floor(at / grid.width) + 1,
    across: (at % grid.width) + 1,
  })).sort((a, b) => a.down * a.across - b.down * b.across || a.down - b.down);
  for (const { down, across } of periods) {
    const whole = repeated(grid, hidden, down, across);
    if (whole !== null) return whole;
  }
  return grid;
}

/** Below the row of the input, row after row, one more cell is coloured, or one fewer. */
export function staircase(grid: ArcGrid, step: 1 | -1): ArcGrid {
  const { width, cells } = grid;
  const length = cells.filter((colour) => colour !== 0).length;
  const rows = step === 1 ? width - length + 1 : length;
  return fillGrid(Math.max(rows, 1), width, (row, column) =>
    column < length + step * row ? cells[0]! : 0,
  );
}

interface Stripes {
  readonly along: 'right' | 'down';
  /** Whether lines go on after those of the dots. */
  readonly goesOn: boolean;
}

/** Each of two dots draws its line across; lines in the same colours and at the same gap go on. */
export function stripes(grid: ArcGrid, { along, goesOn }: Stripes): ArcGrid {
  const lying = along === 'right' ? grid : face(grid, 'right');
  const { height, width, cells } = lying;
  const dots = Array.from({ length: width }, (_, column) => ({
    column,
    colour: Array.from({ length: height }, (_, row) => cells[row * width + column]!).find(Boolean),
  })).filter(({ colour }) => colour !== undefined);
  const [first, second] = dots;
  if (second === undefined) return grid;
  const gap = second.column - first!.column;
  const drawn = createGrid(height, width);
  const lines = goesOn ? Math.ceil((width - first!.column) / gap) : 2;
  for (let index = 0; index < lines; index++) {
    const { colour } = dots[index % 2]!;
    for (let row = 0; row < height; row++) paint(drawn, row, first!.column + index * gap, colour!);
  }
  return along === 'right' ? drawn : faceBack(drawn, 'right');
}

type Slope = 'rising' | 'falling';

/** Diagonals of three colours in turn fill the grid, as the few that are drawn begin it. */
export function continueDiagonals(grid: ArcGrid, slope: Slope): ArcGrid {
  const turn = (row: number, column: number) =>
    (((slope === 'rising' ? row + column : row - column) % 3) + 3) % 3;
  const colours = [0, 0, 0];
  grid.cells.forEach((colour, cell) => {
    const at = turn(Math.floor(cell / grid.width), cell % grid.width);
    if (colour !== 0) colours[at] = colour;
  });
  return mapGrid(grid, (_, row, column) => colours[turn(row, column)]!);
}

export const PATTERN = [
  defineKind<null>({
    id: 'continue',
    title: 'Go on',
    rule: 'The pattern goes on until the grid is full.',
    parameters: () => null,
    input(draw, side) {
      const [height, width] = [draw.between(2, 6), draw.between(7, side)];
      const period = draw.between(2, 3);
      const tile = fillGrid(height, period, () => draw.pick([1, 2, 3]));
      if (new Set(tile.cells).size === 1) return null;
      const colours = draw.colours(3);
      const shown = 2 * period + draw.between(0, 1);
      const grid = fillGrid(height, width, (row, column) =>
        column < shown ? colours[tile.cells[row * period + (column % period)]! - 1]! : 0,
      );
      return draw.chance(0.5) ? grid : faceBack(grid, 'right');
    },
    solve: (grid) => repeat(grid, 0),
  }),

  defineKind<number>({
    id: 'wallpaper',
    title: 'Wallpaper',
    rule: 'The covered part of a repeating pattern is restored.',
    parameters: (draw) => draw.colours(1)[0]!,
    input(draw, side, cover) {
      const [height, width] = [draw.between(7, side), draw.between(7, side)];
      const [down, across] = [draw.between(1, 3), draw.between(2, 3)];
      const palette = draw.colours(draw.between(2, 4), [cover]);
      const tile = fillGrid(down, across, () => draw.pick(palette));
      if (new Set(tile.cells).size === 1) return null;
      const whole = fillGrid(
        height,
        width,
        (row, column) => tile.cells[(row % down) * across + (column % across)]!,
      );
      const [tall, wide] = [draw.between(2, 3), draw.between(2, 4)];
      const top = draw.below(height - tall + 1);
      const left = draw.below(width - wide + 1);
      const covered = mapGrid(whole, (colour, row, column) => {
        const isCovered = row >= top && row < top + tall && column >= left && column < left + wide;
        return isCovered ? cover : colour;
      });
      // With too little left to see, a smaller tile might fit as well.
      const found = repeat(covered, cover);
      return found.cells.every((colour, cell) => colour === whole.cells[cell]) ? covered : null;
    },
    solve: repeat,
  }),

  defineKind<1 | -1>({
    id: 'staircase',
    title: 'Staircase',
    rule: 'Row after row, one more cell is coloured until the row is full, or one fewer until one is left.',
    parameters: (draw) => draw.pick([1, -1]),
    rivals: (step) => [step === 1 ? -1 : 1],
    input(draw, side) {
      const width = draw.between(4, side);
      const length = draw.between(1, width - 1);
      const [colour] = draw.colours(1);
      return fillGrid(1, width, (_, column) => (column < length ? colour! : 0));
    },
    solve: staircase,
  }),

  defineKind<Stripes>({
    id: 'stripes',
    title: 'Stripes',
    rule: 'The two dots draw lines, which go on in turn at the same distance.',
    parameters: (draw) => ({ along: draw.pick(['right', 'down']), goesOn: true }),
    rivals: ({ along }) => [{ along, goesOn: false }],
    input(draw, side, { along }) {
      const [height, width] = [draw.between(4, side), draw.between(7, side)];
      const grid = createGrid(height, width);
      const [first, second] = draw.colours(2);
      const start = draw.between(0, 2);
      const gap = draw.between(1, 3);
      paint(grid, draw.pick([0, height - 1]), start, first!);
      paint(grid, draw.pick([0, height - 1]), start + gap, second!);
      return along === 'right' ? grid : faceBack(grid, 'right');
    },
    solve: stripes,
  }),

  defineKind<Slope>({
    id: 'slanted',
    title: 'Slanted stripes',
    rule: 'The diagonals go on in their three colours in turn until the grid is full.',
    parameters: (draw) => draw.pick(['rising', 'falling']),
    rivals: (slope) => [slope === 'rising' ? 'falling' : 'rising'],
    input(draw, side, slope) {
      const size = draw.between(5, Math.min(side, 9));
      const colours = draw.colours(3);
      // Three diagonals next to each other are to be seen, wherever they lie.
      const last = 2 * size - 2;
      const start = draw.between(1, last - 3);
      return fillGrid(size, size, (row, column) => {
        const at = slope === 'rising' ? row + column : row - column + size - 1;
        return at >= start && at < start + 3 ? colours[at % 3]! : 0;
      });
    },
    solve: continueDiagonals,
  }),
];
