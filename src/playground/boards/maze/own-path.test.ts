import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MazeGenerator, mazeSettings } from '../../../puzzles/maze/generator';
import { geometryForCells, WALL } from '../../../puzzles/maze/geometry';
import { parseMaze } from '../../../puzzles/maze/parse';
import { solveMaze } from '../../../puzzles/maze/solver';
import { createRandom } from '../../../puzzles/random';
import { noPath, reach, walk, walkByKey, waysOn, type OwnPath } from './own-path';

const MAZE = parseMaze('S...\n.##.\n...G\n####');

test('a path continues beside its end, is cut where it meets itself, and ends at the goal', () => {
  let path = noPath(MAZE);
  expect(path).toEqual([0]);
  path = walk(path, 1, MAZE);
  expect(walk(path, 3, MAZE)).toBe(path); // not beside it
  expect(walk(path, 5, MAZE)).toBe(path); // a wall
  path = reach(path, 3, MAZE);
  expect(path).toEqual([0, 1, 2, 3]);
  expect(reach(path, 11, MAZE)).toEqual([0, 1, 2, 3, 7, 11]);
  const done = reach(path, 11, MAZE);
  expect(walk(done, 10, MAZE)).toBe(done);
  expect(walk(done, 1, MAZE)).toEqual([0, 1]);
  expect(reach([0], 10, MAZE)).toEqual([0]);
});

test('arrow keys draw, and the possible directions are announced', () => {
  expect(waysOn([0], MAZE)).toBe('right, down');
  expect(walkByKey([0], 'ArrowDown', MAZE)).toEqual([0, 4]);
  expect(walkByKey([0, 4], 'ArrowUp', MAZE)).toEqual([0]);
  expect(walkByKey([0], 'ArrowLeft', MAZE)).toEqual([0]);
  expect(walkByKey([0], 'x', MAZE)).toBeNull();
  expect(waysOn([0, 1, 2, 3, 7, 11], MAZE)).toBe('no way on');
});

test('after any keys a path leads from the start over open cells, and a solution can be drawn', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.nat(80), { maxLength: 60 }), (seed, presses) => {
      const { puzzle } = new MazeGenerator(mazeSettings(9, {}), createRandom(seed)).generate();
      const { neighbours } = geometryForCells(puzzle.length);
      const path = presses.reduce<OwnPath>((now, cell) => reach(now, cell, puzzle), noPath(puzzle));
      expect(path[0]).toBe(noPath(puzzle)[0]);
      expect(new Set(path).size).toBe(path.length);
      path.slice(1).forEach((cell, at) => {
        expect(puzzle[cell]).not.toBe(WALL);
        expect(neighbours.subarray(4 * path[at]!, 4 * path[at]! + 4)).toContain(cell);
      });
      const { path: shortest } = solveMaze(puzzle)!;
      const walked = shortest.reduce<OwnPath>(
        (now, cell) => walk(now, cell, puzzle),
        noPath(puzzle),
      );
      expect(walked).toEqual(shortest);
    }),
    { numRuns: 40 },
  );
});
