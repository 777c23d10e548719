/**
 * The kinds of cells. The numbers are the official tokens, so a grid is its own encoding; token 0,
 * PAD, is in no maze.
 */
export const WALL = 1;
export const OPEN = 2;
export const START = 3;
export const GOAL = 4;
/** An open cell on the path that is drawn. */
export const PATH = 5;

/** A square maze, row by row. */
export type MazeGrid = Uint8Array;

export const MIN_SIDE = 4;
export const MAX_SIDE = 30;

/** Stands for a neighbour beyond the edge. */
export const OUTSIDE = -1;

/** The layout of a maze. Cells are numbered row by row; a step goes to one of four sides. */
export interface MazeGeometry {
  readonly side: number;
  /** Number of cells, `side²`. */
  readonly cells: number;
  /** [4 · cells]: of each cell the one above, to the right, below and to the left, or `OUTSIDE`. */
  readonly neighbours: Int16Array;
}

function build(side: number): MazeGeometry {
  const cells = side * side;
  const neighbours = new Int16Array(4 * cells).fill(OUTSIDE);
  for (let cell = 0; cell < cells; cell++) {
    const column = cell % side;
    if (cell >= side) neighbours[4 * cell] = cell - side;
    if (column < side - 1) neighbours[4 * cell + 1] = cell + 1;
    if (cell < cells - side) neighbours[4 * cell + 2] = cell + side;
    if (column > 0) neighbours[4 * cell + 3] = cell - 1;
  }
  return { side, cells, neighbours };
}

const built = new Map<number, MazeGeometry>();

/** @throws RangeError unless `side` is a whole number from `MIN_SIDE` to `MAX_SIDE`. */
export function geometryOfSide(side: number): MazeGeometry {
  const known = built.get(side);
  if (known !== undefined) return known;
  if (!isMazeSide(side)) {
    throw new RangeError(`A maze is ${MIN_SIDE}×${MIN_SIDE} to ${MAX_SIDE}×${MAX_SIDE}.`);
  }
  const geometry = build(side);
  built.set(side, geometry);
  return geometry;
}

export function isMazeSide(side: number): boolean {
  return Number.isInteger(side) && side >= MIN_SIDE && side <= MAX_SIDE;
}

/**
 * The geometry of a grid with this many cells.
 * @throws RangeError unless that is the square of an allowed side.
 */
export function geometryForCells(cells: number): MazeGeometry {
  return geometryOfSide(Math.sqrt(cells));
}

/** A cell in words, counted from 1. */
export function describeCell(cell: number, side: number): string {
  return `row ${Math.floor(cell / side) + 1}, column ${(cell % side) + 1}`;
}
