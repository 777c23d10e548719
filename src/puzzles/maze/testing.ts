import fc from 'fast-check';
import { createRandom } from '../random';
import { MAZE_KINDS, MazeGenerator, mazeSettings } from './generator';
import { GOAL, OPEN, PATH, START, WALL, type MazeGrid } from './geometry';

/** Arbitraries for the property tests of this folder; only tests import this. */

export const anySide = (most = 12): fc.Arbitrary<number> => fc.integer({ min: 4, max: most });

/** Walls, open cells and perhaps path cells anywhere, with one start and one goal. */
export const anyMaze = (most = 12): fc.Arbitrary<MazeGrid> =>
  anySide(most).chain((side) =>
    fc
      .record({
        cells: fc.array(fc.constantFrom(OPEN, OPEN, WALL, PATH), {
          minLength: side * side,
          maxLength: side * side,
        }),
        ends: fc.uniqueArray(fc.nat(side * side - 1), { minLength: 2, maxLength: 2 }),
      })
      .map(({ cells, ends }) => {
        const grid = Uint8Array.from(cells);
        grid[ends[0]!] = START;
        grid[ends[1]!] = GOAL;
        return grid;
      }),
  );

/** A generated maze of any kind with its settings. */
export const anyPuzzle = () =>
  fc
    .record({
      seed: fc.integer(),
      side: anySide(16),
      kind: fc.constantFrom(...MAZE_KINDS),
      unique: fc.boolean(),
      loops: fc.double({ min: 0, max: 0.3, noNaN: true }),
      slack: fc.nat(3),
    })
    .map(({ seed, side, kind, unique, loops, slack }) => {
      const settings = mazeSettings(side, { kind, unique, loops, minPath: side - slack });
      return { settings, ...new MazeGenerator(settings, createRandom(seed)).generate() };
    });

/**
 * Steps to every cell by the simplest method: edges are relaxed until nothing changes
 * (Bellman–Ford).
 */
export function plainDistances(grid: MazeGrid, from: number): number[] {
  const side = Math.sqrt(grid.length);
  const steps = Array.from(grid, (_, cell) => (cell === from ? 0 : Infinity));
  for (let changed = true; changed;) {
    changed = false;
    steps.forEach((own, cell) => {
      if (grid[cell] === WALL) return;
      const around = [
        ...(cell % side > 0 ? [cell - 1] : []),
        ...(cell % side < side - 1 ? [cell + 1] : []),
        cell - side,
        cell + side,
      ].filter((other) => grid[other] !== undefined && grid[other] !== WALL);
      const best = Math.min(own, ...around.map((other) => steps[other]! + 1));
      if (best < own) {
        steps[cell] = best;
        changed = true;
      }
    });
  }
  return steps;
}

/** Every shortest path, by walking them all; only for small mazes. */
export function plainPaths(grid: MazeGrid): number[][] {
  const [start, goal] = [grid.indexOf(START), grid.indexOf(GOAL)];
  const steps = plainDistances(grid, start);
  const side = Math.sqrt(grid.length);
  const backFrom = (cell: number): number[][] => {
    if (cell === start) return [[start]];
    const nearer = [cell - side, cell + side, cell - 1, cell + 1].filter(
      (other) =>
        steps[other] === steps[cell]! - 1 &&
        (Math.abs(other - cell) === side || Math.floor(other / side) === Math.floor(cell / side)),
    );
    return nearer.flatMap((other) => backFrom(other).map((path) => [...path, cell]));
  };
  return steps[goal] === Infinity ? [] : backFrom(goal);
}
