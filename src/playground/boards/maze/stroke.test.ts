import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMark } from '../../../puzzles/maze/edit';
import { GOAL, OPEN, START, WALL } from '../../../puzzles/maze/geometry';
import { formatMaze, parseMaze } from '../../../puzzles/maze/parse';
import { erasePath } from '../../../puzzles/maze/solver';
import { anyMaze } from '../../../puzzles/maze/testing';
import {
  beginStroke,
  cellAt,
  cellsBetween,
  continueStroke,
  markNear,
  type Point,
  type Stroke,
} from './stroke';

const anyPoint = (side: number, beyond = 0): fc.Arbitrary<Point> => {
  const along = fc.double({ min: 0 - beyond, max: side + beyond - 1e-6, noNaN: true });
  return fc.record({ x: along, y: along });
};
const middle = (cell: number, side: number): Point => ({
  x: (cell % side) + 0.5,
  y: Math.floor(cell / side) + 0.5,
});
const samples = (...points: readonly Point[]) =>
  points
    .slice(1)
    .reduce<Stroke>(
      continueStroke,
      beginStroke(parseMaze('S   \n    \n  # \n   G'), points[0]!, true)!,
    ).draft;

test('a stroke passes from cell to neighbouring cell, from the first to the last', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 4, max: 30 })
        .chain((side) => fc.tuple(fc.constant(side), anyPoint(side), anyPoint(side))),
      ([side, from, to]) => {
        const cells = cellsBetween(from, to, side);
        expect(cells[0]).toBe(cellAt(from, side));
        expect(cells.at(-1)).toBe(cellAt(to, side));
        cells.slice(1).forEach((cell, i) => {
          const [a, b] = [middle(cells[i]!, side), middle(cell, side)];
          expect(Math.abs(a.x - b.x) + Math.abs(a.y - b.y)).toBe(1);
        });
        // Every visited cell touches the line: its middle is within one cell of the line.
        const [dx, dy] = [to.x - from.x, to.y - from.y];
        for (const cell of cells) {
          const { x, y } = middle(cell, side);
          const off = Math.abs((x - from.x) * dy - (y - from.y) * dx);
          expect(off).toBeLessThanOrEqual((Math.abs(dx) + Math.abs(dy)) / 2 + 1e-6);
        }
        expect(new Set(cells).size).toBe(cells.length);
      },
    ),
  );
});

test('leaves out cells beyond the edge, and the stroke comes back in', () => {
  expect(cellsBetween({ x: -3, y: 0.5 }, { x: 1.5, y: 0.5 }, 4)).toEqual([0, 1]);
  expect(cellsBetween({ x: 2.5, y: 2.5 }, { x: 9, y: 2.5 }, 4)).toEqual([10, 11]);
  expect(cellsBetween({ x: -1, y: -1 }, { x: -5, y: 9 }, 4)).toEqual([]);
});

test('any stroke changes only cells that are not start or goal, all to one token', () => {
  fc.assert(
    fc.property(
      anyMaze().chain((maze) => {
        const side = Math.sqrt(maze.length);
        return fc.tuple(
          fc.constant(erasePath(maze)),
          fc.array(anyPoint(side, 3), { minLength: 1, maxLength: 6 }),
        );
      }),
      ([maze, points]) => {
        const first = beginStroke(maze, points[0]!, true);
        if (first === null) {
          expect(cellAt(points[0]!, Math.sqrt(maze.length))).toBeNull();
          return;
        }
        const { draft, tool, origin } = points.slice(1).reduce(continueStroke, first);
        expect(origin).toBe(maze);
        for (const mark of [START, GOAL]) {
          expect(draft.filter((token) => token === mark)).toHaveLength(1);
        }
        const changed = [...draft.keys()].filter((cell) => draft[cell] !== maze[cell]);
        if (isMark(tool)) {
          // Only its old and its new cell change.
          expect(changed.map((cell) => draft[cell]).sort()).toEqual(
            changed.length === 0 ? [] : [OPEN, tool],
          );
        } else {
          expect(changed.every((cell) => draft[cell] === tool && !isMark(maze[cell]))).toBe(true);
        }
      },
    ),
  );
});

test('a fast stroke has no holes', () => {
  expect(formatMaze(samples({ x: 1.5, y: 0.5 }, { x: 1.5, y: 3.5 }))).toBe(
    'S#  \n #  \n ## \n # G',
  );
  expect(formatMaze(samples({ x: 0.2, y: 1.5 }, { x: 3.9, y: 2.5 }))).toBe(
    'S   \n### \n  ##\n   G',
  );
});

test('a stroke that begins on a wall erases all cells on its way', () => {
  expect(formatMaze(samples({ x: 2.5, y: 2.5 }, { x: 0.5, y: 2.5 }))).toBe(
    'S   \n    \n    \n   G',
  );
});

test('dragging start or goal over walls changes only the last cell', () => {
  const [start, wall, beyond] = [0, 10, 14].map((cell) => middle(cell, 4)) as [Point, Point, Point];
  expect(formatMaze(samples(start, wall))).toBe('    \n    \n  S \n   G');
  expect(formatMaze(samples(start, wall, beyond))).toBe('    \n    \n  # \n  SG');
  expect(formatMaze(samples(start, wall, start))).toBe('S   \n    \n  # \n   G');
  // The start cannot be on the goal: it waits at its last cell.
  expect(formatMaze(samples(start, beyond, middle(15, 4)))).toBe('    \n    \n  # \n  SG');
  // Beyond the edge it stays at the edge.
  expect(formatMaze(samples(start, { x: 40, y: -2 }))).toBe('   S\n    \n  # \n   G');
});

test('without editing only start and goal can be dragged, also from nearby', () => {
  const maze = new Uint8Array(900).fill(WALL);
  maze[31] = START;
  maze[33] = GOAL;
  expect(markNear(maze, { x: 2.4, y: 1.5 })).toBe(START);
  expect(markNear(maze, { x: 2.6, y: 1.5 })).toBe(GOAL);
  expect(markNear(maze, { x: 9, y: 9 })).toBeNull();
  expect(beginStroke(maze, { x: 0.5, y: 0.5 }, false)?.tool).toBe(START);
  expect(beginStroke(maze, { x: 9, y: 9 }, false)).toBeNull();
  expect(beginStroke(maze, { x: 0.5, y: 0.5 }, true)?.tool).toBe(OPEN);
});
