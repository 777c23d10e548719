import { geometryForCells, OUTSIDE } from '../../../puzzles/maze/geometry';

/**
 * Layers of a maze as SVG path data, in units of a cell. A layer is one element for any number of
 * cells, so that nine hundred cells need about twenty elements.
 */

/** Rounds numbers to keep path data small; a thousandth of a cell is not visible. */
const short = (value: number) => String(Math.round(value * 1000) / 1000);

const rectangle = (x: number, y: number, width: number, height: number) =>
  `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;

/** Squares on cells; `inset` is the free margin on every side. */
export function squares(cells: Iterable<number>, side: number, inset = 0): string {
  let path = '';
  for (const cell of cells) {
    const [x, y] = [(cell % side) + inset, Math.floor(cell / side) + inset];
    path += rectangle(x, y, 1 - 2 * inset, 1 - 2 * inset);
  }
  return path;
}

/** The cells that a rule picks; adjacent cells in a row are one rectangle. */
export function runs(cells: number, side: number, isPicked: (cell: number) => boolean): string {
  let path = '';
  for (let cell = 0; cell < cells; cell++) {
    if (!isPicked(cell)) continue;
    const first = cell;
    while ((cell + 1) % side !== 0 && isPicked(cell + 1)) cell++;
    path += rectangle(first % side, Math.floor(first / side), cell - first + 1, 1);
  }
  return path;
}

/** Half the width of a path, in cells. */
const HALF = 0.25;

/**
 * The part of a path that lies on each of `cells`: a square in the middle and an arm to the edge
 * towards every connected neighbour. Each cell's part ends at its edge, so parts of different
 * opacity meet and never overlap.
 */
export function pipes(
  cells: Iterable<number>,
  side: number,
  isJoined: (neighbour: number) => boolean,
): string {
  const { neighbours } = geometryForCells(side * side);
  let path = '';
  for (const cell of cells) {
    const [x, y] = [(cell % side) + 0.5, Math.floor(cell / side) + 0.5];
    const [up, right, down, left] = [0, 1, 2, 3].map((way) => {
      const next = neighbours[4 * cell + way]!;
      return next !== OUTSIDE && isJoined(next);
    });
    // Arms and middle in a row are one outline, so that no seam is visible.
    const [from, to] = [left ? 0.5 : HALF, right ? 0.5 : HALF];
    path += rectangle(x - from, y - HALF, from + to, 2 * HALF);
    if (up) path += rectangle(x - HALF, y - 0.5, 2 * HALF, 0.5 - HALF);
    if (down) path += rectangle(x - HALF, y + HALF, 2 * HALF, 0.5 - HALF);
  }
  return path;
}

/** Discs in the middle of cells. */
export function discs(cells: Iterable<number>, side: number, radius: number): string {
  const r = short(radius);
  let path = '';
  for (const cell of cells) {
    const [x, y] = [(cell % side) + 0.5 - radius, Math.floor(cell / side) + 0.5];
    path += `M${short(x)} ${short(y)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0a${r} ${r} 0 1 0 ${short(-2 * radius)} 0`;
  }
  return path;
}

/** A line through the middles of cells. */
export function lineThrough(cells: readonly number[], side: number): string {
  const points = cells.map((cell) => `${(cell % side) + 0.5} ${Math.floor(cell / side) + 0.5}`);
  return points.length === 0 ? '' : `M${points.join('L')}`;
}

/** A triangle in the upper right corner of cells: marks them without colour. */
export function corners(cells: Iterable<number>, side: number): string {
  let path = '';
  for (const cell of cells) path += `M${(cell % side) + 0.5} ${Math.floor(cell / side)}h.5v.5z`;
  return path;
}

/** The sides between cells picked by one rule and cells picked by the other. */
export function seams(
  cells: number,
  side: number,
  isInside: (cell: number) => boolean,
  isOutside: (cell: number) => boolean,
): string {
  const { neighbours } = geometryForCells(cells);
  let path = '';
  for (let cell = 0; cell < cells; cell++) {
    if (!isInside(cell)) continue;
    const [x, y] = [cell % side, Math.floor(cell / side)];
    [`M${x} ${y}h1`, `M${x + 1} ${y}v1`, `M${x} ${y + 1}h1`, `M${x} ${y}v1`].forEach(
      (line, way) => {
        const next = neighbours[4 * cell + way]!;
        if (next !== OUTSIDE && isOutside(next)) path += line;
      },
    );
  }
  return path;
}
