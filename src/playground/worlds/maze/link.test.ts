import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { GOAL, MAX_SIDE, MIN_SIDE, OPEN, START, WALL } from '../../../puzzles/maze/geometry';
import { drawPath } from '../../../puzzles/maze/solver';
import { mazeLink } from './link';

const anyMaze = fc.integer({ min: MIN_SIDE, max: MAX_SIDE }).chain((side) => {
  const cell = fc.nat(side * side - 1);
  return fc
    .tuple(
      fc.array(fc.constantFrom(WALL, OPEN), { minLength: side * side, maxLength: side * side }),
      fc.uniqueArray(cell, { minLength: 2, maxLength: 2 }),
    )
    .map(([cells, [start, goal]]) => Uint8Array.from(cells).with(start!, START).with(goal!, GOAL));
});

test('reads a maze back from a link, in characters that need no escape', () => {
  fc.assert(
    fc.property(anyMaze, (maze) => {
      const text = z.encode(mazeLink, maze);
      expect(text).toMatch(/^[\w.-]{1,170}$/);
      expect(z.decode(mazeLink, text)).toEqual(maze);
    }),
  );
});

test('leaves out a drawn path', () => {
  const maze = Uint8Array.from({ length: 16 }, () => OPEN)
    .with(0, START)
    .with(3, GOAL);
  expect(z.encode(mazeLink, drawPath(maze, [0, 1, 2, 3]))).toBe(z.encode(mazeLink, maze));
});

test.each([
  ['', 'nothing'],
  ['4.0.3', 'no walls'],
  ['3.0.3.AAA', 'too small'],
  ['31.0.3.AAA', 'too large'],
  ['4.0.16.AAA', 'a goal outside'],
  ['4.3.3.AAA', 'start and goal on one cell'],
  ['4.0.3.gAA', 'a wall where the start is'],
  ['4.0.3.AAAA', 'too many walls'],
  ['4.0.3.A', 'half a byte'],
  ['####', 'a drawing'],
])('%j is refused: %s', (text) => {
  expect(z.safeDecode(mazeLink, text).success).toBe(false);
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(typeof z.safeDecode(mazeLink, text).success).toBe('boolean');
    }),
  );
});
