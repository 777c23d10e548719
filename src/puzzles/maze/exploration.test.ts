import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kendall, pathBelief, settledAt, settlingOrder, shortestLayers } from './exploration';
import { GOAL, OPEN, PATH, START } from './geometry';
import { parseMaze } from './parse';
import { erasePath, solveMaze } from './solver';
import { anyMaze, anyPuzzle, plainPaths } from './testing';

test('the layers hold the cells of all shortest paths, each at its place', () => {
  fc.assert(
    fc.property(anyMaze(6), (grid) => {
      const maze = erasePath(grid);
      const layers = shortestLayers(maze);
      const paths = plainPaths(maze);
      if (layers === null) {
        expect(paths).toEqual([]);
        return;
      }
      layers.forEach((layer, steps) => {
        expect(new Set(layer)).toEqual(new Set(paths.map((path) => path[steps]!)));
      });
      expect([layers[0], layers.at(-1)]).toEqual([[maze.indexOf(START)], [maze.indexOf(GOAL)]]);
    }),
  );
  expect(shortestLayers(new Uint8Array(16).fill(OPEN))).toBeNull();
});

test('a right answer has belief everywhere, an empty one nowhere', () => {
  fc.assert(
    fc.property(
      anyPuzzle(),
      fc.float({ min: Math.fround(0.2), max: 1, noNaN: true }),
      (made, sure) => {
        const { puzzle, solution, length } = made;
        const layers = shortestLayers(puzzle)!;
        const confidence = new Float32Array(puzzle.length).fill(sure);
        const believed = pathBelief({ tokens: solution, confidence }, layers);
        expect(believed).toEqual(new Float32Array(length - 1).fill(sure));
        const empty = pathBelief({ tokens: puzzle, confidence }, layers);
        expect(empty).toEqual(new Float32Array(length - 1));
      },
    ),
    { numRuns: 40 },
  );
});

test('of several shortest paths the surest cell counts, and cells beside them never', () => {
  const maze = parseMaze('S  #\n   #\n  G#\n####');
  const tokens = Uint8Array.from(maze);
  const confidence = new Float32Array(16).fill(0.5);
  tokens[1] = tokens[4] = PATH;
  confidence.set([0.75], 4);
  expect([...pathBelief({ tokens, confidence }, shortestLayers(maze)!)]).toEqual([0.75, 0, 0]);
});

test('a distance settles at the segment from which it keeps its path to the end', () => {
  const rows = [
    [0.5, 0, 0.5, 0],
    [0, 0, 0.5, 0.5],
    [0.9, 0.5, 0.5, 0.5],
    [0.9, 0.5, 0.9, 0],
  ].map((row) => Float32Array.from(row));
  expect(settledAt(rows)).toEqual([3, 3, 1, null]);
  expect(settledAt([])).toEqual([]);
});

test('the order shows from where a path settles', () => {
  expect(settlingOrder([1, 2, 3, 4, 5])).toMatchObject({ fromStart: 1 });
  expect(settlingOrder([5, 4, 3, 2, 1])).toMatchObject({ fromStart: -1 });
  expect(settlingOrder([1, 2, 3, 2, 1])).toEqual({ fromStart: 0, fromEnds: 1 });
  expect(settlingOrder([2, 2, 2, 2])).toBeNull();
  expect(settlingOrder([1, null, null, 2])).toBeNull();
});

test('a breadth-first search, seen as a thought, settles outward from the start', () => {
  fc.assert(
    fc.property(anyPuzzle(), fc.integer({ min: 1, max: 5 }), ({ puzzle, length }, pace) => {
      const { search, solution } = solveMaze(puzzle, 1)!;
      const layers = shortestLayers(puzzle)!;
      const confidence = new Float32Array(puzzle.length).fill(1);
      const beliefs = Array.from({ length: Math.ceil(length / pace) }, (_, segment) => {
        const depth = (segment + 1) * pace;
        const tokens = solution.map((token, cell) =>
          token === PATH && search.distances[cell]! > depth ? OPEN : token,
        );
        return pathBelief({ tokens, confidence }, layers);
      });
      const settled = settledAt(beliefs);
      expect(settled).toEqual(settled.map((_, at) => Math.ceil((at + 1) / pace)));
      const order = settlingOrder(settled);
      if (order !== null) expect(order.fromStart).toBeGreaterThan(0.5);
    }),
    { numRuns: 40 },
  );
});

test('τ is 1 for the same order, −1 for the reverse, and symmetric', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 20 }), (pairs) => {
      const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      const tau = kendall(a, b);
      expect(tau).toBe(kendall(b, a));
      const isConstant = (list: number[]) => new Set(list).size < 2;
      expect(tau === null).toBe(isConstant(a) || isConstant(b));
      if (tau === null) return;
      expect(Math.abs(tau)).toBeLessThanOrEqual(1 + 1e-12);
      expect(kendall(a, a)).toBeCloseTo(1);
      expect(
        kendall(
          a.map((x) => -x),
          b,
        ),
      ).toBeCloseTo(-tau);
    }),
  );
});
