/** A small picture of a chain's answer, drawn in squares of side `CELL`. */
export interface MiniatureProps {
  /** Cells of a row and of a column. */
  readonly side: number;
  /** The puzzle as tokens. */
  readonly input: Uint8Array;
  /** The present cells; the puzzle itself before any thought. */
  readonly tokens: Uint8Array;
  readonly changed: readonly number[];
  readonly differing: readonly number[];
  /** Cells whose digits it assumed. */
  readonly assumed?: readonly number[];
}

/** Side of a cell in a miniature's own units; browsers draw much smaller digits badly. */
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
