import { createGrid, gridKey, mapGrid, type ArcGrid } from '../../grid';
import type { Draw } from '../draw';
import { defineKind } from '../kind';
import { cellsOf, crop, cutOut, boxAround, findObjects, type ArcObject } from '../objects';
import { dot, drawFrame, drawPattern, drawShape, painted, scatter, stamp } from '../paint';

/** What makes one object stand out: the greatest of these figures. */
const FIGURES = {
  largest: ({ cells }: ArcObject) => cells.length,
  smallest: ({ cells }: ArcObject) => -cells.length,
  highest: ({ top }: ArcObject) => -top,
  lowest: ({ top, height }: ArcObject) => top + height,
  leftmost: ({ left }: ArcObject) => -left,
  rightmost: ({ left, width }: ArcObject) => left + width,
} as const;

export type Criterion = keyof typeof FIGURES;
const CRITERIA = Object.keys(FIGURES) as Criterion[];
const otherCriteria = (criterion: Criterion) => CRITERIA.filter((other) => other !== criterion);

/** The objects that stand out: one, unless there is a tie. */
function outstanding(grid: ArcGrid, criterion: Criterion): ArcObject[] {
  const objects = findObjects(grid);
  const figures = objects.map(FIGURES[criterion]);
  return objects.filter((_, at) => figures[at] === Math.max(...figures));
}

/** The object that stands out, cut out; the first of several. */
export function pick(grid: ArcGrid, criterion: Criterion): ArcGrid {
  return cutOut(grid, outstanding(grid, criterion)[0]!);
}

/** All but the object that stands out is erased. */
export function keep(grid: ArcGrid, criterion: Criterion): ArcGrid {
  const [object] = outstanding(grid, criterion);
  return painted(createGrid(grid.height, grid.width), object!.cells, object!.colour);
}

function drawObjects(draw: Draw, side: number, criterion: Criterion): ArcGrid | null {
  const grid = createGrid(draw.between(8, side), draw.between(8, side));
  const pieces = draw
    .colours(draw.between(2, 4))
    .map((colour) => drawShape(draw, draw.between(1, 4), draw.between(2, 4), colour));
  if (scatter(draw, grid, pieces) === null) return null;
  return outstanding(grid, criterion).length === 1 ? grid : null;
}

/** The object whose shape no other has; the first object if there is none. */
export function oddShape(grid: ArcGrid): ArcGrid {
  const shapes = findObjects(grid).map((object) => cutOut(grid, object));
  const keys = shapes.map(gridKey);
  const odd = keys.findIndex((key, at) => keys.indexOf(key) === at && keys.lastIndexOf(key) === at);
  return shapes[Math.max(odd, 0)]!;
}

/** A grid of the most common colour alone, or of the rarest of those there are. */
export function majority(grid: ArcGrid, which: 'most' | 'least'): ArcGrid {
  const counts = countColours(grid);
  const wanted = Math[which === 'most' ? 'max' : 'min'](...counts.values());
  const [colour] = [...counts].find(([, count]) => count === wanted)!;
  return createGrid(grid.height, grid.width, colour);
}

function countColours(grid: ArcGrid): Map<number, number> {
  const counts = new Map<number, number>();
  for (const colour of grid.cells) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return counts;
}

/** What lies within the frame of a colour. */
export function insideFrame(grid: ArcGrid, frame: number): ArcGrid {
  const { top, left, height, width } = boxAround(cellsOf(grid, frame), grid.width);
  return crop(grid, { top: top + 1, left: left + 1, height: height - 2, width: width - 2 });
}

/** The box of all that is neither black nor of the colour of the specks. */
export function cropObject(grid: ArcGrid, specks: number): ArcGrid {
  const clean = mapGrid(grid, (colour) => (colour === specks ? 0 : colour));
  const cells = [...clean.cells.keys()].filter((cell) => clean.cells[cell] !== 0);
  return crop(clean, boxAround(cells, clean.width));
}

export const SELECT = [
  defineKind<Criterion>({
    id: 'pick',
    title: 'Pick an object',
    rule: 'The largest or the smallest object is cut out.',
    parameters: (draw) => draw.pick(['largest', 'smallest']),
    rivals: otherCriteria,
    input: drawObjects,
    solve: pick,
  }),

  defineKind<Criterion>({
    id: 'keep',
    title: 'Keep one object',
    rule: 'Only one object stays: the largest, the smallest, or the one nearest to a certain edge.',
    parameters: (draw) => draw.pick(CRITERIA),
    rivals: otherCriteria,
    input: drawObjects,
    solve: keep,
  }),

  defineKind<null>({
    id: 'odd-shape',
    title: 'Odd one out',
    rule: 'The one object that has a shape of its own is cut out.',
    parameters: () => null,
    input(draw, side) {
      const grid = createGrid(draw.between(8, side), draw.between(8, side));
      const [height, width] = [draw.between(2, 3), draw.between(2, 3)];
      const colour = () => draw.colours(1)[0]!;
      const common = drawShape(draw, height, width, 1);
      const odd = drawShape(draw, height, width, 1);
      if (gridKey(common) === gridKey(odd)) return null;
      const own = colour();
      const pieces = [common, common, common, odd].map((shape) =>
        mapGrid(shape, (cell) => (cell === 0 ? 0 : own)),
      );
      return scatter(draw, grid, draw.shuffle(pieces)) && grid;
    },
    solve: (grid) => oddShape(grid),
  }),

  defineKind<'most' | 'least'>({
    id: 'majority',
    title: 'Majority',
    rule: 'The picture is filled with its most common colour, or with its rarest.',
    parameters: (draw) => draw.pick(['most', 'least']),
    rivals: (which) => [which === 'most' ? 'least' : 'most'],
    input(draw, side) {
      const [first, ...others] = draw.colours(3);
      const palette = [first!, first!, ...others, ...others];
      const most = Math.min(side, 7);
      const grid = drawPattern(draw, draw.between(3, most), draw.between(3, most), palette);
      const counts = [...countColours(grid).values()].sort((a, b) => a - b);
      const isClear = counts.length === 3 && counts[0]! < counts[1]! && counts[1]! < counts[2]!;
      return isClear ? grid : null;
    },
    solve: majority,
  }),

  defineKind<number>({
    id: 'inside-frame',
    title: 'Inside the frame',
    rule: 'What lies within the frame is cut out.',
    parameters: (draw) => draw.colours(1)[0]!,
    input(draw, side, colour) {
      const [height, width] = [draw.between(8, side), draw.between(8, side)];
      const palette = [0, 0, 0, ...draw.colours(2, [colour])];
      const grid = drawPattern(draw, height, width, palette);
      const frame = drawFrame(draw.between(4, 6), draw.between(4, 6), colour);
      stamp(
        grid,
        frame,
        draw.below(height - frame.height + 1),
        draw.below(width - frame.width + 1),
      );
      return grid;
    },
    solve: insideFrame,
  }),

  defineKind<number>({
    id: 'crop',
    title: 'Cut out',
    rule: 'The object is cut out; specks around it do not count.',
    parameters: (draw) => draw.colours(1)[0]!,
    rivals: () => [0],
    input(draw, side, specks) {
      const grid = createGrid(draw.between(7, side), draw.between(7, side));
      const palette = draw.colours(2, [specks]);
      const shape = drawShape(draw, draw.between(2, 5), draw.between(2, 5), 1);
      const object = mapGrid(shape, (cell) => (cell === 0 ? 0 : draw.pick(palette)));
      const dots = Array.from({ length: draw.between(1, 5) }, () => dot(specks));
      return scatter(draw, grid, [object, ...dots]) && grid;
    },
    solve: cropObject,
  }),
];
