import type { Random } from '../random';
import type { Ground } from './corridors';
import { geometryOfSide, OPEN, OUTSIDE, WALL } from './geometry';

/** A part of a board: rows and columns from `top` and `left`. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** The smallest spiral that turns more than twice. */
const LEAST_BOX = 5;

/**
 * A corridor from the upper left of the box inward that turns right when it cannot go straight; the
 * rest is wall.
 * @returns places are the cells of the corridor, in order
 */
export function carveSpiral(side: number, box: Box): Ground {
  const { neighbours } = geometryOfSide(side);
  const grid = new Uint8Array(side * side).fill(WALL);
  const ahead = (cell: number, way: number) => {
    const next = cell === OUTSIDE ? OUTSIDE : neighbours[4 * cell + way]!;
    const [column, row] = [(next % side) - box.left, Math.floor(next / side) - box.top];
    const isInside = row >= 0 && row < box.height && column >= 0 && column < box.width;
    return next === OUTSIDE || !isInside ? OUTSIDE : next;
  };
  const isFree = (cell: number, way: number) => {
    const next = ahead(cell, way);
    if (next === OUTSIDE || grid[next] !== WALL) return false;
    const beyond = ahead(next, way);
    return beyond === OUTSIDE || grid[beyond] === WALL;
  };
  const places = [box.top * side + box.left];
  let [cell, way] = [places[0]!, 1];
  grid[cell] = OPEN;
  while (isFree(cell, way) || isFree(cell, (way + 1) % 4)) {
    if (!isFree(cell, way)) way = (way + 1) % 4;
    cell = ahead(cell, way);
    grid[cell] = OPEN;
    places.push(cell);
  }
  return { grid, places };
}

/** A spiral of any size that fits, anywhere on the board. */
export function drawSpiral(side: number, random: Random): Ground {
  const least = Math.min(LEAST_BOX, side);
  const length = () => least + random.below(side - least + 1);
  const [height, width] = [length(), length()];
  const [top, left] = [random.below(side - height + 1), random.below(side - width + 1)];
  return carveSpiral(side, { top, left, height, width });
}
