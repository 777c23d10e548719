/** A small picture of what a chain makes of the puzzle, to be drawn in squares of side `CELL`. */
export interface MiniatureProps {
  /** Cells of a row and of a column. */
  readonly side: number;
  /** The puzzle as tokens. */
  readonly input: Uint8Array;
  /** What stands in the cells now; the puzzle itself before any thought. */
  readonly tokens: Uint8Array;
  readonly changed: readonly number[];
  readonly differing: readonly number[];
}

/** Side of a cell in a miniature's own units; digits much smaller than that browsers draw badly. */
export const CELL = 10;

/** The squares of some cells as one path. */
export function squares(cells: readonly number[], side: number): string {
  return cells
    .map((cell) => {
      const [x, y] = [CELL * (cell % side), CELL * Math.floor(cell / side)];
      return `M${x} ${y}h${CELL}v${CELL}h${-CELL}z`;
    })
    .join('');
}
