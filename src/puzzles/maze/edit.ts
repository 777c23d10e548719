import { geometryForCells, GOAL, OPEN, START, WALL, type MazeGrid } from './geometry';

/**
 * Changes a person makes to a maze. All of them return a new grid, or the same one if nothing
 * changes, and none changes start or goal unless asked to. So a maze that had one of each still has
 * them.
 */

/** What a stroke paints. */
export type Brush = typeof WALL | typeof OPEN;

export type Mark = typeof START | typeof GOAL;

export const isMark = (token: number | undefined): token is Mark =>
  token === START || token === GOAL;

/** A stroke that begins on a wall erases; any other one draws. */
export function brushAt(grid: MazeGrid, cell: number): Brush {
  return grid[cell] === WALL ? OPEN : WALL;
}

/** Paints cells, except start and goal. */
export function paintCells(grid: MazeGrid, cells: readonly number[], brush: Brush): MazeGrid {
  const touched = cells.filter((cell) => grid[cell] !== brush && !isMark(grid[cell]));
  if (touched.length === 0) return grid;
  const painted = grid.slice();
  for (const cell of touched) painted[cell] = brush;
  return painted;
}

/**
 * Moves start or goal to a cell, which opens if it is a wall; its old cell becomes open. It cannot
 * move to the cell of the other one.
 */
export function moveMark(grid: MazeGrid, mark: Mark, cell: number): MazeGrid {
  if (isMark(grid[cell])) return grid;
  const moved = grid.map((token) => (token === mark ? OPEN : token));
  moved[cell] = mark;
  return moved;
}

/** Makes every cell open except start and goal. */
export function clearWalls(grid: MazeGrid): MazeGrid {
  return paintCells(grid, [...grid.keys()], OPEN);
}

/** Puts walls all around; start and goal at the edge remain openings. */
export function wallBorder(grid: MazeGrid): MazeGrid {
  const { side } = geometryForCells(grid.length);
  const atEdge = (index: number) => index === 0 || index === side - 1;
  const edge = [...grid.keys()].filter(
    (cell) => atEdge(cell % side) || atEdge(Math.floor(cell / side)),
  );
  return paintCells(grid, edge, WALL);
}
