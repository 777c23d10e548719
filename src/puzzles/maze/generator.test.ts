import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { carveCorridors } from './corridors';
import { MAZE_KINDS, MazeGenerator, mazeSettings } from './generator';
import { GOAL, OPEN, START, WALL, type MazeGrid } from './geometry';
import { formatMazeLine } from './parse';
import { solveMaze } from './solver';
import { anyPuzzle, plainDistances } from './testing';
import { scatterWalls } from './walls';

const count = (grid: MazeGrid, token: number) => grid.filter((cell) => cell === token).length;

test('mazes have the requested properties: connected, long enough, one shortest path if wanted', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ settings, puzzle, solution, length }) => {
      expect(puzzle).toHaveLength(settings.side ** 2);
      expect([count(puzzle, START), count(puzzle, GOAL)]).toEqual([1, 1]);
      expect(
        count(puzzle, START) + count(puzzle, GOAL) + count(puzzle, WALL) + count(puzzle, OPEN),
      ).toBe(puzzle.length);
      const steps = plainDistances(puzzle, puzzle.indexOf(START));
      expect(steps[puzzle.indexOf(GOAL)]).toBe(length);
      expect(length).toBeGreaterThanOrEqual(settings.minPath);
      const solved = solveMaze(puzzle)!;
      expect(solved.solution).toEqual(solution);
      if (settings.unique) expect(solved.paths).toBe(1);
      if (settings.kind === 'corridors') {
        // Closing paths for uniqueness cuts nothing off.
        expect(puzzle.every((cell, at) => cell === WALL || steps[at]! < Infinity)).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

test('without loops corridors are a perfect maze: a tree', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 30 }), fc.integer(), (side, seed) => {
      const { grid, places } = carveCorridors(side, 0, createRandom(seed));
      // A tree has one edge fewer than nodes, and here an edge is the cell between two rooms.
      expect(count(grid, OPEN)).toBe(2 * places.length - 1);
      expect(places).toHaveLength(Math.floor(side / 2) ** 2);
      const reached = plainDistances(grid, places[0]!).filter((steps) => steps < Infinity);
      expect(reached).toHaveLength(count(grid, OPEN));
    }),
    { numRuns: 40 },
  );
});

test('loops open the walls between rooms, all of them at most', () => {
  const tree = count(carveCorridors(15, 0, createRandom(3)).grid, OPEN);
  expect(count(carveCorridors(15, 1, createRandom(3)).grid, OPEN)).toBe(49 + 2 * 7 * 6);
  const some = Array.from({ length: 200 }, (_, seed) =>
    count(carveCorridors(15, 0.25, createRandom(seed)).grid, OPEN),
  );
  // 36 walls are left between rooms; nine of them, on average, open.
  const mean = some.reduce((sum, open) => sum + open, 0) / some.length;
  expect(mean - tree).toBeGreaterThan(8);
  expect(mean - tree).toBeLessThan(10);
});

test('an odd maze is walled all around, an even one reaches one edge of each pair', () => {
  const edges = (side: number, seed: number) => {
    const { grid } = carveCorridors(side, 0, createRandom(seed));
    const line = Array.from({ length: side }, (_, at) => at);
    const isOpen = (cell: number) => grid[cell] === OPEN;
    return [
      line.some((at) => isOpen(at)),
      line.some((at) => isOpen(side * (side - 1) + at)),
      line.some((at) => isOpen(side * at)),
      line.some((at) => isOpen(side * at + side - 1)),
    ];
  };
  const seen = new Set<string>();
  for (let seed = 0; seed < 40; seed++) {
    expect(edges(9, seed)).toEqual([false, false, false, false]);
    const [top, bottom, left, right] = edges(10, seed);
    expect([top !== bottom, left !== right]).toEqual([true, true]);
    seen.add([top, left].join());
  }
  expect(seen.size).toBe(4);
});

test('random walls cover their share of the cells', () => {
  const { grid, places } = scatterWalls(30, 0.4, createRandom(1));
  expect(count(grid, WALL)).toBe(360);
  expect(places.every((cell) => grid[cell] === OPEN)).toBe(true);
  expect(new Set(places).size).toBe(540);
});

test('mazes of random walls have 30 to 50 % of them, unless they are closed up', () => {
  const generator = new MazeGenerator(
    mazeSettings(20, { kind: 'walls', unique: false }),
    createRandom(5),
  );
  for (let i = 0; i < 30; i++) {
    const share = count(generator.generate().puzzle, WALL) / 400;
    expect(share).toBeGreaterThanOrEqual(0.3);
    expect(share).toBeLessThanOrEqual(0.5);
  }
});

test.each(MAZE_KINDS)('%s: a seed gives the same mazes, another seed others', (kind) => {
  const mazes = (seed: number) => {
    const generator = new MazeGenerator(mazeSettings(11, { kind }), createRandom(seed));
    return Array.from({ length: 5 }, () => formatMazeLine(generator.generate().puzzle));
  };
  expect(mazes(1)).toEqual(mazes(1));
  expect(new Set([...mazes(1), ...mazes(2)]).size).toBe(10);
});

test('finds long paths even if they are rare', () => {
  const settings = mazeSettings(20, { kind: 'walls', minPath: 55 });
  const { length } = new MazeGenerator(settings, createRandom(1)).generate();
  expect(length).toBeGreaterThanOrEqual(55);
});

test('refuses impossible requests', () => {
  const impossible = new MazeGenerator(mazeSettings(5, { minPath: 7 }), createRandom(1));
  expect(() => impossible.generate()).toThrow(
    'No 5×5 maze with a shortest path of 7 steps or more came up in 20000 tries; ask for a shorter one.',
  );
  expect(() => new MazeGenerator(mazeSettings(31), createRandom(1))).toThrow('4×4 to 30×30');
});
