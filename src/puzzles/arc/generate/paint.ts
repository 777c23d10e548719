import { copyGrid, createGrid, fillGrid, isInside, type ArcGrid } from '../grid';
import type { Draw } from './draw';
import type { Box } from './objects';

/** Paints one cell; outside the grid nothing happens. */
export function paint(grid: ArcGrid, row: number, column: number, colour: number): void {
  if (isInside(grid, row, column)) grid.cells[row * grid.width + column] = colour;
}

/** The same grid with these cells in one colour. */
export function painted(grid: ArcGrid, cells: readonly number[], colour: number): ArcGrid {
  const copy = copyGrid(grid);
  for (const cell of cells) copy.cells[cell] = colour;
  return copy;
}

/**
 * Paints the cells of `piece` that are not black, with its upper left corner at a cell of `grid`.
 */
export function stamp(grid: ArcGrid, piece: ArcGrid, top: number, left: number): void {
  piece.cells.forEach((colour, cell) => {
    const row = top + Math.floor(cell / piece.width);
    if (colour !== 0) paint(grid, row, left + (cell % piece.width), colour);
  });
}

/** The outline of a rectangle, black inside. */
export function drawFrame(height: number, width: number, colour: number): ArcGrid {
  const isEdge = (at: number, length: number) => at === 0 || at === length - 1;
  return fillGrid(height, width, (row, column) =>
    isEdge(row, height) || isEdge(column, width) ? colour : 0,
  );
}

/** Each cell is drawn separately from the palette. */
export function drawPattern(
  draw: Draw,
  height: number,
  width: number,
  palette: readonly number[],
): ArcGrid {
  return fillGrid(height, width, () => draw.pick(palette));
}

/**
 * A shape of cells connected by their sides that touches all four sides of its box: it grows from
 * one cell until it does.
 */
export function drawShape(draw: Draw, height: number, width: number, colour: number): ArcGrid {
  const shape = createGrid(height, width);
  const edge = [draw.below(height * width)];
  const missing = new Set(['top', 'bottom', 'left', 'right']);
  while (missing.size > 0) {
    const [cell] = edge.splice(draw.below(edge.length), 1);
    if (shape.cells[cell!] !== 0) continue;
    shape.cells[cell!] = colour;
    const row = Math.floor(cell! / width);
    const column = cell! % width;
    if (row === 0) missing.delete('top');
    else edge.push(cell! - width);
    if (row === height - 1) missing.delete('bottom');
    else edge.push(cell! + width);
    if (column === 0) missing.delete('left');
    else edge.push(cell! - 1);
    if (column === width - 1) missing.delete('right');
    else edge.push(cell! + 1);
  }
  return shape;
}

/** Number of draws for each piece before the grid counts as too full. */
const PLACES_TRIED = 40;

/**
 * Stamps pieces onto a grid at random places, `gap` free cells between their boxes.
 * @param taken boxes already there
 * @returns the boxes of the pieces in their order, `null` if no room was found
 */
export function scatter(
  draw: Draw,
  grid: ArcGrid,
  pieces: readonly ArcGrid[],
  gap = 1,
  taken: readonly Box[] = [],
): Box[] | null {
  const boxes: Box[] = [];
  for (const piece of pieces) {
    const { height, width } = piece;
    if (height > grid.height || width > grid.width) return null;
    const isFree = (box: Box) =>
      [...taken, ...boxes].every(
        (other) =>
          box.top >= other.top + other.height + gap ||
          other.top >= box.top + box.height + gap ||
          box.left >= other.left + other.width + gap ||
          other.left >= box.left + box.width + gap,
      );
    let box: Box | undefined;
    for (let tries = 0; tries < PLACES_TRIED && box === undefined; tries++) {
      const top = draw.below(grid.height - height + 1);
      const left = draw.below(grid.width - width + 1);
      if (isFree({ top, left, height, width })) box = { top, left, height, width };
    }
    if (box === undefined) return null;
    stamp(grid, piece, box.top, box.left);
    boxes.push(box);
  }
  return boxes;
}

/** A single cell, to be scattered. */
export const dot = (colour: number): ArcGrid => createGrid(1, 1, colour);
