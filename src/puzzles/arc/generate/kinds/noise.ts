import { colourAt, createGrid, mapGrid, type ArcGrid } from '../../grid';
import type { Draw } from '../draw';
import { defineKind } from '../kind';
import { EIGHT_STEPS, findObjects, FOUR_STEPS } from '../objects';
import { drawShape, painted, scatter } from '../paint';

/** Objects of a single cell vanish. */
export function removeSpecks(grid: ArcGrid): ArcGrid {
  const specks = findObjects(grid, { diagonal: true }).filter(({ cells }) => cells.length === 1);
  return painted(
    grid,
    specks.flatMap(({ cells }) => cells),
    0,
  );
}

interface Repair {
  readonly noise: number;
  /** What becomes of noise within a rectangle: the colour of that, or black. */
  readonly within: 'repaired' | 'black';
  /** What becomes of noise outside. */
  readonly outside: 'removed' | 'left';
}

/** Noise within a rectangle takes its colour, noise outside vanishes. */
export function repairRectangles(grid: ArcGrid, { noise, within, outside }: Repair): ArcGrid {
  return mapGrid(grid, (own, row, column) => {
    if (own !== noise) return own;
    const around = FOUR_STEPS.map(([down, across]) => colourAt(grid, row + down, column + across));
    const first = around[0] ?? 0;
    if (first === 0 || around.some((colour) => colour !== first)) {
      return outside === 'removed' ? 0 : noise;
    }
    return within === 'repaired' ? first : 0;
  });
}

/** Puts noise on cells that have no noise around them, and whose neighbours are all of one colour. */
function addNoise(draw: Draw, grid: ArcGrid, noise: number, count: number): boolean {
  for (let added = 0, tries = 0; added < count; tries++) {
    if (tries > 100) return false;
    const cell = draw.below(grid.cells.length);
    const row = Math.floor(cell / grid.width);
    const column = cell % grid.width;
    const own = grid.cells[cell]!;
    const isClear = EIGHT_STEPS.every(
      ([down, across]) => colourAt(grid, row + down, column + across) === own,
    );
    if (own === noise || !isClear) continue;
    grid.cells[cell] = noise;
    added++;
  }
  return true;
}

export const NOISE = [
  defineKind<null>({
    id: 'specks',
    title: 'Specks',
    rule: 'Single cells vanish, larger objects stay.',
    parameters: () => null,
    input(draw, side) {
      const grid = createGrid(draw.between(7, side), draw.between(7, side));
      const palette = draw.colours(3);
      const objects = Array.from({ length: draw.between(1, 3) }, () =>
        drawShape(draw, draw.between(2, 4), draw.between(2, 4), draw.pick(palette)),
      );
      const specks = Array.from({ length: draw.between(2, 6) }, () =>
        createGrid(1, 1, draw.pick(palette)),
      );
      return scatter(draw, grid, [...objects, ...specks]) && grid;
    },
    solve: (grid) => removeSpecks(grid),
  }),

  defineKind<Repair>({
    id: 'repair',
    title: 'Noise',
    rule: 'Noise is taken away: within a rectangle its colour comes back, elsewhere black does.',
    parameters: (draw) => ({
      noise: draw.colours(1)[0]!,
      within: 'repaired',
      outside: 'removed',
    }),
    rivals: ({ noise }) => [
      { noise, within: 'repaired', outside: 'left' },
      { noise, within: 'black', outside: 'removed' },
    ],
    input(draw, side, { noise }) {
      const grid = createGrid(draw.between(8, side), draw.between(8, side));
      const most = Math.min(6, Math.floor(side / 2));
      const rectangles = draw
        .colours(draw.between(1, 3), [noise])
        .map((own) => createGrid(draw.between(3, most), draw.between(3, most), own));
      if (scatter(draw, grid, rectangles) === null) return null;
      return addNoise(draw, grid, noise, draw.between(2, 6)) ? grid : null;
    },
    solve: repairRectangles,
  }),
];
