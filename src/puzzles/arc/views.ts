import {
  ALL_DIHEDRAL,
  DIHEDRAL,
  dihedralSources,
  invertDihedral,
  swapsSides,
  type Dihedral,
} from '../dihedral';
import type { Random } from '../random';
import { COLOURS, gridKey, type ArcGrid } from './grid';
import { gridsOf, mapTask, type ArcTask } from './task';

export function turnGrid({ height, width, cells }: ArcGrid, dihedral: Dihedral): ArcGrid {
  const turned = new Uint8Array(cells.length);
  dihedralSources(dihedral, width, height).forEach((source, cell) => {
    turned[cell] = cells[source]!;
  });
  return swapsSides(dihedral)
    ? { height: width, width: height, cells: turned }
    : { height, width, cells: turned };
}

/** A view of a task: rotated or mirrored, with renamed colours. There are 8 · 9! of them. */
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

/** Applies a view to every grid of a task. */
export function viewTask(task: ArcTask, view: ArcView): ArcTask {
  return mapTask(task, (grid) => viewGrid(grid, view));
}

/** The view that undoes `view`. */
export function invertView({ dihedral, colours }: ArcView): ArcView {
  const inverse = new Uint8Array(COLOURS);
  colours.forEach((to, from) => (inverse[to] = from));
  return { dihedral: invertDihedral(dihedral), colours: inverse };
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

/**
 * Number of draws for each view before a new one counts as impossible (as in the official code).
 */
const DRAWS_PER_VIEW = 5;

/**
 * Up to `count` views under which a task looks different each time, the plain one first. There are
 * fewer if the task has few: a task of one colour with symmetric grids has 9.
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
