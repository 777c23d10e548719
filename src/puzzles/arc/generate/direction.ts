import { DIHEDRAL, invertDihedral, type Dihedral } from '../../dihedral';
import type { ArcGrid } from '../grid';
import { turnGrid } from '../views';

export const DIRECTIONS = ['up', 'down', 'left', 'right'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Rows and columns of one step. */
export const STEP: Readonly<Record<Direction, readonly [rows: number, columns: number]>> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
};

/** The view that rotates a grid so that a direction in it points down. */
const FACING: Readonly<Record<Direction, Dihedral>> = {
  down: DIHEDRAL.identity,
  up: DIHEDRAL.mirrorRows,
  left: DIHEDRAL.turnLeft,
  right: DIHEDRAL.transpose,
};

export function otherDirections(direction: Direction): Direction[] {
  return DIRECTIONS.filter((other) => other !== direction);
}

/** Rotates a grid so that `direction` points down. */
export function face(grid: ArcGrid, direction: Direction): ArcGrid {
  return turnGrid(grid, FACING[direction]);
}

/** Undoes `face`. */
export function faceBack(grid: ArcGrid, direction: Direction): ArcGrid {
  return turnGrid(grid, invertDihedral(FACING[direction]));
}
