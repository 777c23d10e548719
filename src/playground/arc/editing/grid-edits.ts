import { createGrid, type ArcGrid } from '../../../puzzles/arc/grid';

/** Edits make a new grid, or return the same one if nothing changes. */

/** Paints some cells in one colour. Cells are numbered row by row. */
export function paintCells(grid: ArcGrid, cells: readonly number[], colour: number): ArcGrid {
  if (cells.every((cell) => grid.cells[cell] === colour)) return grid;
  const painted = grid.cells.slice();
  for (const cell of cells) painted[cell] = colour;
  return { ...grid, cells: painted };
}

/** Paints the area of one colour around a cell; areas join at edges, not at corners. */
export function floodFill(grid: ArcGrid, cell: number, colour: number): ArcGrid {
  return paintCells(grid, areaOf(grid, cell), colour);
}

/** The connected cells of one colour around a cell, including the cell. */
export function areaOf(grid: ArcGrid, cell: number): number[] {
  const { height, width, cells } = grid;
  const wanted = cells[cell];
  const reached = new Set([cell]);
  // Iterating over a set includes elements added meanwhile.
  for (const at of reached) {
    const [row, column] = [Math.floor(at / width), at % width];
    if (row > 0 && cells[at - width] === wanted) reached.add(at - width);
    if (row < height - 1 && cells[at + width] === wanted) reached.add(at + width);
    if (column > 0 && cells[at - 1] === wanted) reached.add(at - 1);
    if (column < width - 1 && cells[at + 1] === wanted) reached.add(at + 1);
  }
  return [...reached];
}

/** Another size; the cells that fit stay in the upper left corner, new cells are black. */
export function resizeGrid(grid: ArcGrid, height: number, width: number): ArcGrid {
  if (height === grid.height && width === grid.width) return grid;
  const resized = createGrid(height, width);
  const kept = Math.min(width, grid.width);
  for (let row = 0; row < Math.min(height, grid.height); row++) {
    const start = row * grid.width;
    resized.cells.set(grid.cells.subarray(start, start + kept), row * width);
  }
  return resized;
}

/**
 * The cells on the straight line between two cells, both included (Bresenham): a fast pointer skips
 * cells, but its stroke should not.
 */
export function lineBetween(from: number, to: number, width: number): number[] {
  let [row, column] = [Math.floor(from / width), from % width];
  const [lastRow, lastColumn] = [Math.floor(to / width), to % width];
  const rows = Math.abs(lastRow - row);
  const columns = Math.abs(lastColumn - column);
  const down = row < lastRow ? 1 : -1;
  const right = column < lastColumn ? 1 : -1;
  const line: number[] = [];
  for (let error = columns - rows; ;) {
    line.push(row * width + column);
    if (row === lastRow && column === lastColumn) return line;
    const doubled = 2 * error;
    if (doubled > -rows) {
      error -= rows;
      column += right;
    }
    if (doubled < columns) {
      error += columns;
      row += down;
    }
  }
}

/** Cells in which two grids differ; `null` if their sizes differ. */
export function differingCells(a: ArcGrid, b: ArcGrid): number[] | null {
  if (a.height !== b.height || a.width !== b.width) return null;
  return [...a.cells.keys()].filter((cell) => a.cells[cell] !== b.cells[cell]);
}
