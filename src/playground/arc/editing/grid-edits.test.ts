import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridsEqual, type ArcGrid } from '../../../puzzles/arc/grid';
import { anyGrid } from '../../../puzzles/arc/testing';
import {
  areaOf,
  differingCells,
  floodFill,
  lineBetween,
  paintCells,
  resizeGrid,
} from './grid-edits';

const anyColour = fc.integer({ min: 0, max: 9 });
const anySide = fc.integer({ min: 1, max: 30 });

/** A grid and some of its cells. */
const gridWithCells = (cells: number) =>
  anyGrid(12).chain((grid) =>
    fc.tuple(
      fc.constant(grid),
      fc.array(fc.nat(grid.cells.length - 1), { minLength: cells, maxLength: cells }),
    ),
  );

const neighbours = ({ height, width }: ArcGrid, cell: number) => {
  const [row, column] = [Math.floor(cell / width), cell % width];
  return [
    [row - 1, column],
    [row + 1, column],
    [row, column - 1],
    [row, column + 1],
  ]
    .filter(([r, c]) => r! >= 0 && r! < height && c! >= 0 && c! < width)
    .map(([r, c]) => r! * width + c!);
};

test('painting changes only the painted cells, and not the old grid', () => {
  fc.assert(
    fc.property(gridWithCells(5), anyColour, ([grid, cells], colour) => {
      const before = grid.cells.slice();
      const after = paintCells(grid, cells, colour);
      expect(grid.cells).toEqual(before);
      after.cells.forEach((now, cell) =>
        expect(now).toBe(cells.includes(cell) ? colour : before[cell]),
      );
      expect(after === grid).toBe(gridsEqual(after, grid));
    }),
  );
});

test('an area has one colour, is connected, and is bordered by other colours', () => {
  fc.assert(
    fc.property(gridWithCells(1), ([grid, [cell]]) => {
      const area = new Set(areaOf(grid, cell!));
      expect(area.has(cell!)).toBe(true);
      for (const inside of area) {
        expect(grid.cells[inside]).toBe(grid.cells[cell!]);
        for (const next of neighbours(grid, inside)) {
          expect(area.has(next)).toBe(grid.cells[next] === grid.cells[cell!]);
        }
        if (area.size > 1) expect(neighbours(grid, inside).some((n) => area.has(n))).toBe(true);
      }
    }),
  );
});

test('a fill paints the area and nothing else; filling again changes nothing', () => {
  fc.assert(
    fc.property(gridWithCells(1), anyColour, ([grid, [cell]], colour) => {
      const filled = floodFill(grid, cell!, colour);
      const area = new Set(areaOf(grid, cell!));
      filled.cells.forEach((now, at) => expect(now).toBe(area.has(at) ? colour : grid.cells[at]));
      expect(floodFill(filled, cell!, colour)).toBe(filled);
    }),
  );
});

test('resizing keeps the cells that fit and adds black', () => {
  fc.assert(
    fc.property(anyGrid(), anySide, anySide, (grid, height, width) => {
      const resized = resizeGrid(grid, height, width);
      expect([resized.height, resized.width, resized.cells.length]).toEqual([
        height,
        width,
        height * width,
      ]);
      resized.cells.forEach((colour, cell) => {
        const [row, column] = [Math.floor(cell / width), cell % width];
        const kept = row < grid.height && column < grid.width;
        expect(colour).toBe(kept ? grid.cells[row * grid.width + column] : 0);
      });
    }),
  );
});

test('growing and shrinking back restores the grid', () => {
  fc.assert(
    fc.property(anyGrid(15), fc.nat(15), fc.nat(15), (grid, more, wider) => {
      const grown = resizeGrid(grid, grid.height + more, grid.width + wider);
      expect(gridsEqual(resizeGrid(grown, grid.height, grid.width), grid)).toBe(true);
    }),
  );
});

test('a line goes from cell to neighbouring cell, with the fewest possible cells', () => {
  fc.assert(
    fc.property(anySide, anySide, fc.nat(), fc.nat(), (height, width, a, b) => {
      const [from, to] = [a % (height * width), b % (height * width)];
      const line = lineBetween(from, to, width);
      expect(line[0]).toBe(from);
      expect(line.at(-1)).toBe(to);
      const distance = (one: number, other: number) =>
        Math.max(
          Math.abs(Math.floor(one / width) - Math.floor(other / width)),
          Math.abs((one % width) - (other % width)),
        );
      expect(line.length).toBe(distance(from, to) + 1);
      line.slice(1).forEach((cell, at) => expect(distance(cell, line[at]!)).toBe(1));
    }),
  );
});

test('differing cells are those that must be painted to make the grids equal', () => {
  fc.assert(
    fc.property(gridWithCells(3), anyColour, ([grid, cells], colour) => {
      const other = paintCells(grid, cells, colour);
      const differing = differingCells(grid, other)!;
      expect(differing.every((cell) => cells.includes(cell))).toBe(true);
      expect(gridsEqual(paintCells(grid, differing, colour), other)).toBe(true);
    }),
  );
  const [small, large] = [resizeGrid, resizeGrid].map((resize, at) =>
    resize({ height: 1, width: 1, cells: Uint8Array.of(3) }, 2, 2 + at),
  );
  expect(differingCells(small!, large!)).toBeNull();
});
