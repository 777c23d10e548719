import {
  brushAt,
  isMark,
  moveMark,
  paintCells,
  type Brush,
  type Mark,
} from '../../../puzzles/maze/edit';
import { geometryForCells, type MazeGrid } from '../../../puzzles/maze/geometry';

/** A point on the board in cells, from its top left corner; it may be beyond the edge. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A pressed pointer on the maze. Nothing is saved until it is lifted. */
export interface Stroke {
  /** The painted token, or the dragged end. */
  readonly tool: Brush | Mark;
  /** The maze before the stroke. */
  readonly origin: MazeGrid;
  /** The maze as it would be if the pointer were lifted now. */
  readonly draft: MazeGrid;
  readonly at: Point;
}

/** The cell under a point, `null` beyond the edge. */
export function cellAt({ x, y }: Point, side: number): number | null {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  return column >= 0 && row >= 0 && column < side && row < side ? row * side + column : null;
}

/**
 * Distance from its middle, in cells, within which start or goal can be dragged: a finger's width
 * on a phone.
 */
export const graspOf = (side: number): number => Math.max(0.5, side / 16);

/** Start or goal, if near enough to a point to be dragged; the nearer of the two. */
export function markNear(grid: MazeGrid, { x, y }: Point): Mark | null {
  const { side } = geometryForCells(grid.length);
  let nearest: Mark | null = null;
  let least = graspOf(side);
  grid.forEach((token, cell) => {
    if (!isMark(token)) return;
    const far = Math.max(
      Math.abs(x - (cell % side) - 0.5),
      Math.abs(y - Math.floor(cell / side) - 0.5),
    );
    if (far <= least) [nearest, least] = [token, far];
  });
  return nearest;
}

/**
 * Handles a pressed pointer. On start or goal it drags them; elsewhere it paints if `editing`, and
 * otherwise does nothing. During editing, cells beside start and goal can be painted, so these can
 * be dragged only on their own cell.
 */
export function beginStroke(grid: MazeGrid, at: Point, editing: boolean): Stroke | null {
  const cell = cellAt(at, geometryForCells(grid.length).side);
  if (cell === null) return null;
  const token = grid[cell];
  const mark = isMark(token) ? token : editing ? null : markNear(grid, at);
  if (mark !== null) return { tool: mark, origin: grid, draft: grid, at };
  if (!editing) return null;
  const tool = brushAt(grid, cell);
  return { tool, origin: grid, draft: paintCells(grid, [cell], tool), at };
}

/** Handles a moved pointer: paints every cell on its way, or moves start or goal to it. */
export function continueStroke(stroke: Stroke, to: Point): Stroke {
  const { tool, origin, draft, at } = stroke;
  const { side } = geometryForCells(origin.length);
  if (isMark(tool)) {
    const cell = cellAt(clamp(to, side), side)!;
    return { ...stroke, draft: dragged(stroke, tool, cell), at: to };
  }
  return { ...stroke, draft: paintCells(draft, cellsBetween(at, to, side), tool), at: to };
}

/**
 * Drawn from the maze before the stroke, so that cells on the way of a dragged mark do not change.
 */
function dragged({ origin, draft }: Stroke, mark: Mark, cell: number): MazeGrid {
  if (origin[cell] === mark) return origin;
  // It waits beside the cell of the other end.
  if (draft[cell] === mark || isMark(origin[cell])) return draft;
  return moveMark(origin, mark, cell);
}

const clamp = ({ x, y }: Point, side: number): Point => ({
  x: Math.min(Math.max(x, 0), side - 0.5),
  y: Math.min(Math.max(y, 0), side - 0.5),
});

/**
 * The cells on the straight line between two points, in order, without those beyond the edge.
 * Consecutive cells share a side, so that a stroke has no holes: a drawn wall is closed, and a
 * drawn opening is connected. (A walk from grid line to grid line, after Amanatides and Woo 1987.)
 */
export function cellsBetween(from: Point, to: Point, side: number): number[] {
  const cells: number[] = [];
  const visit = (x: number, y: number) => {
    const cell = cellAt({ x, y }, side);
    if (cell !== null) cells.push(cell);
  };
  let [x, y] = [Math.floor(from.x), Math.floor(from.y)];
  let [acrossLeft, downLeft] = [Math.abs(Math.floor(to.x) - x), Math.abs(Math.floor(to.y) - y)];
  const [across, down] = [Math.sign(to.x - from.x), Math.sign(to.y - from.y)];
  /** Where the line reaches the next grid line, as a share of its length. */
  const crossing = (cell: number, step: number, start: number, end: number) =>
    (cell + (step > 0 ? 1 : 0) - start) / (end - start);
  visit(x, y);
  while (acrossLeft > 0 || downLeft > 0) {
    const sideways =
      downLeft === 0 ||
      (acrossLeft > 0 && crossing(x, across, from.x, to.x) <= crossing(y, down, from.y, to.y));
    if (sideways) {
      x += across;
      acrossLeft--;
    } else {
      y += down;
      downLeft--;
    }
    visit(x, y);
  }
  return cells;
}
