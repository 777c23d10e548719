import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brushAt, clearWalls, isMark, moveMark, paintCells, wallBorder } from './edit';
import { GOAL, OPEN, START, WALL, type MazeGrid } from './geometry';
import { formatMaze, parseMaze } from './parse';
import { anyMaze } from './testing';

const ends = (grid: MazeGrid) => [grid.indexOf(START), grid.indexOf(GOAL)];
const hasOneOfEach = (grid: MazeGrid) =>
  [START, GOAL].every((mark) => grid.filter((token) => token === mark).length === 1);

const anyEdit = anyMaze().chain((grid) =>
  fc.record({
    grid: fc.constant(grid),
    cells: fc.array(fc.nat(grid.length - 1)),
    cell: fc.nat(grid.length - 1),
    brush: fc.constantFrom(WALL, OPEN),
    mark: fc.constantFrom(START, GOAL),
  }),
);

test('paint changes only the cells of a stroke, and never start and goal', () => {
  fc.assert(
    fc.property(anyEdit, ({ grid, cells, brush }) => {
      const before = grid.slice();
      const painted = paintCells(grid, cells, brush);
      expect(grid).toEqual(before);
      const stroke = new Set(cells);
      painted.forEach((token, cell) => {
        expect(token).toBe(stroke.has(cell) && !isMark(grid[cell]) ? brush : grid[cell]);
      });
      // The same grid means that nothing changed.
      expect(painted === grid).toBe(painted.every((token, cell) => token === grid[cell]));
      expect(paintCells(painted, cells, brush)).toBe(painted);
    }),
  );
});

test('a stroke erases if it begins on a wall', () => {
  fc.assert(
    fc.property(anyEdit, ({ grid, cell }) => {
      const brush = brushAt(grid, cell);
      expect(brush).toBe(grid[cell] === WALL ? OPEN : WALL);
      if (isMark(grid[cell])) return;
      expect(paintCells(grid, [cell], brush)[cell]).toBe(brush);
      expect(brushAt(paintCells(grid, [cell], brush), cell)).not.toBe(brush);
    }),
  );
});

test('start and goal go anywhere except onto each other, and leave an open cell', () => {
  fc.assert(
    fc.property(anyEdit, ({ grid, cell, mark }) => {
      const moved = moveMark(grid, mark, cell);
      expect(hasOneOfEach(moved)).toBe(true);
      if (isMark(grid[cell])) {
        expect(moved).toBe(grid);
        return;
      }
      expect(moved[cell]).toBe(mark);
      expect(moved[grid.indexOf(mark)]).toBe(OPEN);
      const rest = [...grid.keys()].filter((at) => at !== cell && grid[at] !== mark);
      expect(rest.every((at) => moved[at] === grid[at])).toBe(true);
    }),
  );
});

test('a mark that is missing is set', () => {
  const bare = new Uint8Array(16).fill(WALL);
  expect(ends(moveMark(moveMark(bare, START, 5), GOAL, 6))).toEqual([5, 6]);
});

test('clearing keeps start and goal, and a border keeps them as openings', () => {
  fc.assert(
    fc.property(anyMaze(), (grid) => {
      const cleared = clearWalls(grid);
      expect(cleared.every((token) => token === OPEN || isMark(token))).toBe(true);
      for (const drawn of [cleared, wallBorder(grid)]) expect(ends(drawn)).toEqual(ends(grid));
    }),
  );
  expect(formatMaze(wallBorder(parseMaze('S   \n    \n #  \n  G ')))).toBe(
    'S###\n#  #\n## #\n##G#',
  );
});
