import type { ArcGrid } from '../../../puzzles/arc/grid';
import { COLOUR_NAMES } from './colours';

export interface PlacedCell {
  readonly cell: number;
  readonly row: number;
  readonly column: number;
  readonly colour: number;
}

export function cellsOf({ width, cells }: ArcGrid): PlacedCell[] {
  return Array.from(cells, (colour, cell) => ({
    ...{ cell, colour },
    row: Math.floor(cell / width),
    column: cell % width,
  }));
}

/**
 * One path for each colour, with runs of equal cells in a row joined: far fewer elements than
 * cells.
 */
export function colourPaths({ height, width, cells }: ArcGrid): Map<number, string> {
  const paths = new Map<number, string>();
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width;) {
      const colour = cells[row * width + column]!;
      let run = 1;
      while (column + run < width && cells[row * width + column + run] === colour) run++;
      const path = `M${column} ${row}h${run}v1h${-run}z`;
      paths.set(colour, (paths.get(colour) ?? '') + path);
      column += run;
    }
  }
  return paths;
}

/** The lines between the cells. */
export function linesPath(height: number, width: number): string {
  const rows = Array.from({ length: height - 1 }, (_, at) => `M0 ${at + 1}H${width}`);
  const columns = Array.from({ length: width - 1 }, (_, at) => `M${at + 1} 0V${height}`);
  return [...rows, ...columns].join('');
}

/** Squares around some cells. */
export function outlinePath(cells: Iterable<number>, width: number): string {
  return Array.from(cells, (cell) => {
    const [row, column] = [Math.floor(cell / width), cell % width];
    return `M${column + 0.1} ${row + 0.1}h.8v.8h-.8z`;
  }).join('');
}

export const sizeOf = ({ height, width }: ArcGrid): string => `${height}×${width}`;

/** A grid in words: its size and how many cells of which colour. */
export function describeGrid(grid: ArcGrid): string {
  const counts = new Map<number, number>();
  for (const colour of grid.cells) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const colours = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([colour, count]) => `${count} ${COLOUR_NAMES[colour]}`);
  return `${grid.height} rows of ${grid.width}: ${colours.join(', ')}`;
}
