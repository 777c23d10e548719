import { dihedralSources, invertDihedral, type Dihedral } from '../dihedral';
import { geometryForCells, type MazeGrid } from './geometry';

/** The maze rotated or mirrored; used for a puzzle and its answer alike. */
export function viewMaze(grid: MazeGrid, view: Dihedral): MazeGrid {
  const { side } = geometryForCells(grid.length);
  return Uint8Array.from(dihedralSources(view, side, side), (source) => grid[source]!);
}

/** Undoes `viewMaze` with the same view. */
export function unviewMaze(grid: MazeGrid, view: Dihedral): MazeGrid {
  return viewMaze(grid, invertDihedral(view));
}
