/** Largest side of a grid in the public format. */
export const MAX_SIDE = 30;

/** Colours are numbered 0 to 9; 0 is black, which means empty in nearly every task. */
export const COLOURS = 10;

/** A rectangle of colours, `cells[row · width + column]`. Sides are 1 to `MAX_SIDE`. */
export interface ArcGrid {
  readonly height: number;
  readonly width: number;
  readonly cells: Uint8Array;
}

export function createGrid(height: number, width: number, colour = 0): ArcGrid {
  return { height, width, cells: new Uint8Array(height * width).fill(colour) };
}

export function copyGrid({ height, width, cells }: ArcGrid): ArcGrid {
  return { height, width, cells: cells.slice() };
}

/** A grid of the same size; each colour is a function of the colour, row and column here. */
export function mapGrid(
  grid: ArcGrid,
  colourAt: (colour: number, row: number, column: number) => number,
): ArcGrid {
  const { height, width } = grid;
  const cells = grid.cells.map((colour, cell) =>
    colourAt(colour, Math.floor(cell / width), cell % width),
  );
  return { height, width, cells };
}

/** A grid of a given size; each colour is a function of row and column. */
export function fillGrid(
  height: number,
  width: number,
  colourAt: (row: number, column: number) => number,
): ArcGrid {
  return mapGrid(createGrid(height, width), (_, row, column) => colourAt(row, column));
}

/** The colour of a cell, `undefined` outside the grid. */
export function colourAt(grid: ArcGrid, row: number, column: number): number | undefined {
  return isInside(grid, row, column) ? grid.cells[row * grid.width + column] : undefined;
}

export function isInside({ height, width }: ArcGrid, row: number, column: number): boolean {
  return row >= 0 && row < height && column >= 0 && column < width;
}

export function gridsEqual(a: ArcGrid, b: ArcGrid): boolean {
  return (
    a.height === b.height &&
    a.width === b.width &&
    a.cells.every((colour, cell) => colour === b.cells[cell])
  );
}

/** A text that is the same exactly for equal grids: a key for maps and sets. */
export function gridKey({ height, width, cells }: ArcGrid): string {
  return `${height}x${width}:${cells.join('')}`;
}

/**
 * A grid from rows of colours.
 * @throws RangeError unless the rows are of one length, sides 1 to 30, colours 0 to 9.
 */
export function gridFromRows(rows: readonly (readonly number[])[]): ArcGrid {
  const height = rows.length;
  const width = rows[0]?.length ?? 0;
  const isSide = (side: number) => side >= 1 && side <= MAX_SIDE;
  if (!isSide(height) || !isSide(width) || rows.some((row) => row.length !== width)) {
    throw new RangeError(`A grid has 1 to ${MAX_SIDE} rows of one length, 1 to ${MAX_SIDE}.`);
  }
  const colours = rows.flat();
  if (!colours.every((colour) => Number.isInteger(colour) && colour >= 0 && colour < COLOURS)) {
    throw new RangeError('Colours are the whole numbers from 0 to 9.');
  }
  return { height, width, cells: Uint8Array.from(colours) };
}

/** The rows of a grid in the public format. */
export function gridToRows({ height, width, cells }: ArcGrid): number[][] {
  return Array.from({ length: height }, (_, row) => [
    ...cells.subarray(row * width, (row + 1) * width),
  ]);
}
