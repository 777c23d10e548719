import { createGrid, isInside, type ArcGrid } from '../grid';

/** A rectangle of cells. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** Connected cells, and the box around them. */
export interface ArcObject extends Box {
  /** Indices into `grid.cells`, in reading order. */
  readonly cells: readonly number[];
  /** Colour of the first cell. */
  readonly colour: number;
}

export interface Connection {
  /** Whether cells that meet at a corner are connected. */
  readonly diagonal?: boolean;
  /** Whether cells of different colours are connected. */
  readonly acrossColours?: boolean;
  /** The colours of objects; usually all except black. */
  readonly isObject?: (colour: number) => boolean;
}

/** The objects of a grid, in reading order of their first cells. */
export function findObjects(
  grid: ArcGrid,
  { diagonal = false, acrossColours = false, isObject = (colour) => colour !== 0 }: Connection = {},
): ArcObject[] {
  const { width, cells } = grid;
  const seen = new Uint8Array(cells.length);
  const steps = diagonal ? EIGHT_STEPS : FOUR_STEPS;
  const objects: ArcObject[] = [];
  cells.forEach((colour, first) => {
    if (seen[first] || !isObject(colour)) return;
    seen[first] = 1;
    const found = [first];
    for (const cell of found) {
      const row = Math.floor(cell / width);
      const column = cell % width;
      for (const [down, across] of steps) {
        const next = (row + down) * width + column + across;
        if (!isInside(grid, row + down, column + across) || seen[next]) continue;
        if (acrossColours ? !isObject(cells[next]!) : cells[next] !== colour) continue;
        seen[next] = 1;
        found.push(next);
      }
    }
    found.sort((a, b) => a - b);
    objects.push({ ...boxAround(found, width), cells: found, colour });
  });
  return objects;
}

export const FOUR_STEPS = [
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, 0],
] as const;

export const CORNER_STEPS = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
] as const;

export const EIGHT_STEPS = [...FOUR_STEPS, ...CORNER_STEPS] as const;

/** Black areas that do not reach the border of the grid, not even through a gap. */
export function findEnclosed(grid: ArcGrid): ArcObject[] {
  return findObjects(grid, { isObject: (colour) => colour === 0 }).filter(
    ({ top, left, height, width }) =>
      top > 0 && left > 0 && top + height < grid.height && left + width < grid.width,
  );
}

/** The box around cells of a grid `width` wide. */
export function boxAround(cells: readonly number[], width: number): Box {
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  for (const cell of cells) {
    const row = Math.floor(cell / width);
    const column = cell % width;
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    left = Math.min(left, column);
    right = Math.max(right, column);
  }
  return { top, left, height: bottom - top + 1, width: right - left + 1 };
}

/** The part of a grid inside a box. */
export function crop(grid: ArcGrid, { top, left, height, width }: Box): ArcGrid {
  const part = createGrid(height, width);
  part.cells.forEach((_, cell) => {
    const row = top + Math.floor(cell / width);
    part.cells[cell] = grid.cells[row * grid.width + left + (cell % width)]!;
  });
  return part;
}

/** An object alone on black, in the size of its box. */
export function cutOut(grid: ArcGrid, object: ArcObject): ArcGrid {
  const part = createGrid(object.height, object.width);
  for (const cell of object.cells) {
    const row = Math.floor(cell / grid.width) - object.top;
    const column = (cell % grid.width) - object.left;
    part.cells[row * object.width + column] = grid.cells[cell]!;
  }
  return part;
}

/** Cells of one colour, in reading order. */
export function cellsOf(grid: ArcGrid, colour: number): number[] {
  return Array.from(grid.cells.keys()).filter((cell) => grid.cells[cell] === colour);
}
