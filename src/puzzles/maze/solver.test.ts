import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_DIHEDRAL } from '../dihedral';
import { aStar } from './a-star';
import { viewMaze } from './augment';
import { GOAL, START } from './geometry';
import { formatMaze, parseMaze } from './parse';
import { breadthFirst, countShortestPaths, frontierLayers, UNREACHED } from './search';
import { erasePath, solveMaze } from './solver';
import { anyMaze, plainDistances, plainPaths } from './testing';

test('distances and layers are those of plain relaxation', () => {
  fc.assert(
    fc.property(anyMaze(), (grid) => {
      const start = grid.indexOf(START);
      const search = breadthFirst(grid, start);
      const plain = plainDistances(grid, start);
      expect(Array.from(search.distances, (d) => (d === UNREACHED ? Infinity : d))).toEqual(plain);
      const layers = frontierLayers(search);
      layers.forEach((cells, steps) => cells.forEach((cell) => expect(plain[cell]).toBe(steps)));
      expect(layers.flat()).toHaveLength(plain.filter((d) => d < Infinity).length);
      expect(layers.flat()).toEqual([...search.order]);
    }),
  );
});

test('the solver draws a shortest path, and A* finds one of the same length', () => {
  fc.assert(
    fc.property(anyMaze(), (grid) => {
      const start = grid.indexOf(START);
      const goal = grid.indexOf(GOAL);
      const shortest = plainDistances(grid, start)[goal]!;
      const solved = solveMaze(grid);
      const found = aStar(grid)!;
      expect(solved === null).toBe(shortest === Infinity);
      expect(found.path === null).toBe(solved === null);
      expect(new Set(found.settled).size).toBe(found.settled.length);
      if (solved === null || found.path === null) return;
      expect(solved.length).toBe(shortest);
      for (const path of [solved.path, found.path]) {
        expect(path).toHaveLength(shortest + 1);
        expect([path[0], path.at(-1)]).toEqual([start, goal]);
        const side = Math.sqrt(grid.length);
        path.slice(1).forEach((cell, at) => {
          const [step, before] = [Math.abs(cell - path[at]!), path[at]!];
          const sameRow = Math.floor(cell / side) === Math.floor(before / side);
          expect(step === side || (step === 1 && sameRow)).toBe(true);
        });
      }
      expect(erasePath(solved.solution)).toEqual(erasePath(grid));
      const drawn = [...solved.solution.keys()].filter((cell) => solved.solution[cell] === 5);
      expect(new Set(drawn)).toEqual(new Set(solved.path.slice(1, -1)));
    }),
  );
});

test('counts shortest paths as enumeration does, up to the cap', () => {
  fc.assert(
    fc.property(anyMaze(6), fc.integer({ min: 1, max: 8 }), (grid, cap) => {
      const paths = plainPaths(grid).length;
      expect(solveMaze(grid)?.paths ?? 0).toBe(paths);
      expect(solveMaze(grid, cap)?.paths ?? 0).toBe(Math.min(cap, paths));
    }),
  );
});

test('an open field has a binomial number of shortest paths', () => {
  const grid = new Uint8Array(900).fill(2);
  const search = breadthFirst(grid, 0);
  expect(countShortestPaths(search, 9 * 30 + 9, Infinity)).toBe(48620);
  expect(countShortestPaths(search, 899, 1000)).toBe(1000);
});

test('of several shortest paths the solver takes one with the fewest turns', () => {
  const turnsOf = (path: readonly number[]) =>
    path.slice(2).filter((cell, at) => cell - path[at + 1]! !== path[at + 1]! - path[at]!).length;
  fc.assert(
    fc.property(anyMaze(6), (grid) => {
      const solved = solveMaze(grid);
      if (solved === null) return;
      expect(turnsOf(solved.path)).toBe(Math.min(...plainPaths(grid).map(turnsOf)));
    }),
  );
});

test('which one it takes does not depend on the view, unless nothing tells two apart', () => {
  const { solution } = solveMaze(parseMaze('S    \n     \n     \n    G\n     '))!;
  expect(formatMaze(solution)).toBe('Soooo\n    o\n    o\n    G\n     ');
  const wide = parseMaze('S      \n       \n   #   \n       \n     G \n       \n       ');
  for (const view of ALL_DIHEDRAL) {
    const seen = solveMaze(viewMaze(wide, view))!.solution;
    expect(formatMaze(seen)).toBe(formatMaze(viewMaze(solveMaze(wide)!.solution, view)));
  }
});

test('A* settles fewer cells than breadth-first search reaches on open ground', () => {
  const open = parseMaze(`S${' '.repeat(223)}G`);
  expect(aStar(open)!.settled).toHaveLength(29);
  expect(solveMaze(open)!.search.order).toHaveLength(225);
});

test('without start or goal there is nothing to solve', () => {
  const grid = new Uint8Array(16).fill(2);
  expect(solveMaze(grid)).toBeNull();
  expect(aStar(grid)).toBeNull();
});
