import type { Random } from '../random';
import { COLOURS, gridKey, type ArcGrid } from './grid';
import { gridsOf, mapTask, type ArcTask } from './task';

/** The symmetries of the square, numbered as in the official code. */
export const DIHEDRAL = {
  identity: 0,
  /** A quarter turn against the clock. */
  turnLeft: 1,
  halfTurn: 2,
  turnRight: 3,
  /** Left and right change places. */
  mirrorColumns: 4,
  /** Top and bottom change places. */
  mirrorRows: 5,
  transpose: 6,
  /** Mirrored at the other diagonal, from the lower left to the upper right. */
  antiTranspose: 7,
} as const;

/** 0 to 7, see `DIHEDRAL`. */
export type Dihedral = (typeof DIHEDRAL)[keyof typeof DIHEDRAL];

export const ALL_DIHEDRAL: readonly Dihedral[] = Object.values(DIHEDRAL);

/** Where a cell of the turned grid comes from, given the last row and column of the grid. */
type Source = (row: number, column: number, bottom: number, right: number) => [number, number];

const SOURCES: Readonly<Record<Dihedral, Source>> = {
  0: (row, column) => [row, column],
  1: (row, column, _, right) => [column, right - row],
  2: (row, column, bottom, right) => [bottom - row, right - column],
  3: (row, column, bottom) => [bottom - column, row],
  4: (row, column, _, right) => [row, right - column],
  5: (row, column, bottom) => [bottom - row, column],
  6: (row, column) => [column, row],
  7: (row, column, bottom, right) => [bottom - column, right - row],
};

const SWAPS_SIDES: ReadonlySet<Dihedral> = new Set([1, 3, 6, 7]);

/** All but the quarter turns undo themselves. */
const INVERSE: Readonly<Record<Dihedral, Dihedral>> = {
  ...{ 0: 0, 1: 3, 2: 2, 3: 1 },
  ...{ 4: 4, 5: 5, 6: 6, 7: 7 },
};

export function turnGrid(grid: ArcGrid, dihedral: Dihedral): ArcGrid {
  const source = SOURCES[dihedral];
  const swaps = SWAPS_SIDES.has(dihedral);
  const height = swaps ? grid.width : grid.height;
  const width = swaps ? grid.height : grid.width;
  const cells = new Uint8Array(height * width);
  cells.forEach((_, cell) => {
    const [row, column] = source(
      Math.floor(cell / width),
      cell % width,
      grid.height - 1,
      grid.width - 1,
    );
    cells[cell] = grid.cells[row * grid.width + column]!;
  });
  return { height, width, cells };
}

/** A way to look at a task: turned or mirrored, its colours renamed. There are 8 · 9! of them. */
export interface ArcView {
  readonly dihedral: Dihedral;
  /** `colours[c]`: the new name of colour c; `colours[0]` is 0, as black stays black. */
  readonly colours: Uint8Array;
}

const OWN_COLOURS = Uint8Array.from({ length: COLOURS }, (_, colour) => colour);

export const IDENTITY_VIEW: ArcView = { dihedral: DIHEDRAL.identity, colours: OWN_COLOURS };

/** Every view is equally likely. */
export function drawView(random: Random): ArcView {
  const dihedral = random.below(ALL_DIHEDRAL.length) as Dihedral;
  const colours = OWN_COLOURS.slice();
  random.shuffle(colours.subarray(1));
  return { dihedral, colours };
}

export function viewGrid(grid: ArcGrid, { dihedral, colours }: ArcView): ArcGrid {
  const { height, width, cells } = turnGrid(grid, dihedral);
  return { height, width, cells: cells.map((colour) => colours[colour]!) };
}

/** Every grid of a task seen alike. */
export function viewTask(task: ArcTask, view: ArcView): ArcTask {
  return mapTask(task, (grid) => viewGrid(grid, view));
}

/** The view that undoes `view`. */
export function invertView({ dihedral, colours }: ArcView): ArcView {
  const inverse = new Uint8Array(COLOURS);
  colours.forEach((to, from) => (inverse[to] = from));
  return { dihedral: INVERSE[dihedral], colours: inverse };
}

/** A short name for a view, such as `t3-0198765432`; `parseViewName` reads it back. */
export function nameOfView({ dihedral, colours }: ArcView): string {
  return `t${dihedral}-${colours.join('')}`;
}

/** @returns `null` if the text names no view */
export function parseViewName(name: string): ArcView | null {
  const [, dihedral, digits] = /^t([0-7])-(0[1-9]{9})$/.exec(name) ?? [];
  if (digits === undefined || new Set(digits).size !== COLOURS) return null;
  return {
    dihedral: Number(dihedral) as Dihedral,
    colours: Uint8Array.from(digits, Number),
  };
}

/** Draws that may be wasted on views already had, for each view wanted (as in the official code). */
const DRAWS_PER_VIEW = 5;

/**
 * Up to `count` views under which a task looks different each time, the plain one first. There are
 * fewer where a task has few: one of a single colour, all its grids symmetric, has 9.
 */
export function drawViews(task: ArcTask, count: number, random: Random): ArcView[] {
  const grids = gridsOf(task);
  const lookOf = (view: ArcView) => grids.map((grid) => gridKey(viewGrid(grid, view))).join(';');
  const views = [IDENTITY_VIEW];
  const seen = new Set([lookOf(IDENTITY_VIEW)]);
  for (let draws = DRAWS_PER_VIEW * count; draws > 0 && views.length < count; draws--) {
    const view = drawView(random);
    const look = lookOf(view);
    if (!seen.has(look)) views.push(view);
    seen.add(look);
  }
  return views;
}
