import { createGrid, mapGrid, type ArcGrid } from '../../grid';
import type { Draw } from '../draw';
import { defineKind } from '../kind';
import { findObjects } from '../objects';
import { drawPattern, drawShape, paint, painted, scatter } from '../paint';

/** For each colour what becomes of it, as pairs; other colours stay. */
type Renaming = readonly (readonly [from: number, to: number])[];

export function rename(grid: ArcGrid, renaming: Renaming): ArcGrid {
  const names = new Map(renaming);
  return mapGrid(grid, (colour) => names.get(colour) ?? colour);
}

/** Each renaming but one pair of it. */
const lacking = (renaming: Renaming) =>
  renaming.map((_, lacks) => renaming.filter((_, at) => at !== lacks));

interface Key {
  /** Colour of the column between key and picture. */
  readonly line: number;
  /** Which column of the key holds the colours that are replaced. */
  readonly from: 0 | 1;
}

/** The rows of the key left of the line say what becomes of each colour right of it. */
export function renameByKey(grid: ArcGrid, { line, from }: Key): ArcGrid {
  const { height, width, cells } = grid;
  if (cells[KEY_WIDTH] !== line) return grid;
  const key = Array.from({ length: height }, (_, row) => {
    const pair = [cells[row * width]!, cells[row * width + 1]!] as const;
    return [pair[from], pair[1 - from]!] as const;
  });
  const names = new Map(key.filter(([colour]) => colour !== 0));
  return mapGrid(grid, (colour, _, column) =>
    column > KEY_WIDTH ? (names.get(colour) ?? colour) : colour,
  );
}

const KEY_WIDTH = 2;

interface Extremes {
  readonly body: number;
  readonly largest: number;
  readonly smallest: number;
}

/** The object with the most cells and that with the fewest get colours of their own. */
export function paintExtremes(grid: ArcGrid, { largest, smallest }: Extremes): ArcGrid {
  const bySize = findObjects(grid).sort((a, b) => a.cells.length - b.cells.length);
  const withSmallest = painted(grid, bySize[0]!.cells, smallest);
  return painted(withSmallest, bySize.at(-1)!.cells, largest);
}

/** An object takes the colour of the dot in it. */
export function takeDotColour(grid: ArcGrid, body: number): ArcGrid {
  return findObjects(grid, { acrossColours: true }).reduce((drawn, { cells }) => {
    const seed = cells.find((cell) => grid.cells[cell] !== body);
    return seed === undefined ? drawn : painted(drawn, cells, grid.cells[seed]!);
  }, grid);
}

const drawPicture = (draw: Draw, side: number, palette: readonly number[]) =>
  drawPattern(
    draw,
    draw.between(3, Math.min(side, 8)),
    draw.between(3, Math.min(side, 8)),
    palette,
  );

/** Every colour of the cycle takes the place of the one before it. */
function drawCycle(draw: Draw, length: number): Renaming {
  const cycle = draw.colours(length);
  return cycle.map((colour, at) => [colour, cycle[(at + 1) % length]!]);
}

export const RECOLOUR = [
  defineKind<Renaming>({
    id: 'swap',
    title: 'Swap two colours',
    rule: 'Two colours change places, all others stay.',
    parameters: (draw) => drawCycle(draw, 2),
    rivals: lacking,
    input(draw, side, renaming) {
      const colours = renaming.map(([from]) => from);
      return drawPicture(draw, side, [...colours, ...draw.colours(2, colours), 0]);
    },
    solve: rename,
  }),

  defineKind<Renaming>({
    id: 'rename',
    title: 'New colours',
    rule: 'Every colour becomes another one, always the same.',
    parameters: (draw) => drawCycle(draw, 4),
    rivals: lacking,
    input: (draw, side, renaming) =>
      drawPicture(draw, side, [0, ...draw.sample(renaming, 3).map(([from]) => from)]),
    solve: rename,
  }),

  defineKind<Key>({
    id: 'key',
    title: 'Colours by a key',
    rule: 'The key beside the picture says which colour becomes which.',
    parameters: (draw) => ({ line: draw.colours(1)[0]!, from: draw.pick([0, 1]) }),
    rivals: ({ line, from }) => [{ line, from: from === 0 ? 1 : 0 }],
    input(draw, side, { line, from }) {
      const pairs = draw.between(2, 3);
      const height = draw.between(5, Math.min(side, 8));
      const width = KEY_WIDTH + 1 + draw.between(3, Math.min(side - KEY_WIDTH - 1, 7));
      const colours = draw.colours(2 * pairs, [line]);
      const old = colours.slice(0, pairs);
      const grid = drawPattern(draw, height, width, [0, ...old]);
      for (let row = 0; row < height; row++) {
        paint(grid, row, from, row < pairs ? colours[row]! : 0);
        paint(grid, row, 1 - from, row < pairs ? colours[pairs + row]! : 0);
        paint(grid, row, KEY_WIDTH, line);
      }
      return grid;
    },
    solve: renameByKey,
  }),

  defineKind<Extremes>({
    id: 'extremes',
    title: 'Largest and smallest',
    rule: 'The largest object gets one colour, the smallest another.',
    parameters(draw) {
      const [body, largest, smallest] = draw.colours(3) as [number, number, number];
      return { body, largest, smallest };
    },
    rivals: ({ body, largest, smallest }) => [{ body, largest: smallest, smallest: largest }],
    input(draw, side, { body }) {
      const grid = createGrid(draw.between(8, side), draw.between(8, side));
      const pieces = Array.from({ length: draw.between(3, 4) }, () =>
        drawShape(draw, draw.between(1, 4), draw.between(1, 4), body),
      );
      const sizes = pieces.map(({ cells }) => cells.filter((cell) => cell !== 0).length);
      if (new Set(sizes).size < sizes.length) return null;
      return scatter(draw, grid, pieces) && grid;
    },
    solve: paintExtremes,
  }),

  defineKind<number>({
    id: 'dot-colour',
    title: 'The colour of the dot',
    rule: 'An object with a dot in it takes the colour of the dot.',
    parameters: (draw) => draw.colours(1)[0]!,
    input(draw, side, body) {
      const grid = createGrid(draw.between(7, side), draw.between(7, side));
      const pieces = Array.from({ length: draw.between(2, 3) }, (_, index) => {
        const shape = drawShape(draw, draw.between(2, 4), draw.between(2, 4), body);
        const [seed] = draw.sample(
          [...shape.cells.keys()].filter((cell) => shape.cells[cell]),
          1,
        );
        if (index === 0 || draw.chance(0.8)) shape.cells[seed!] = draw.colours(1, [body])[0]!;
        return shape;
      });
      return scatter(draw, grid, pieces) && grid;
    },
    solve: takeDotColour,
  }),
];
