import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GOAL, OPEN, START, WALL } from '../../../puzzles/maze/geometry';
import { parseMaze } from '../../../puzzles/maze/parse';
import { anyMaze } from '../../../puzzles/maze/testing';
import { readKey } from './keys';

const MAZE = parseMaze('S   \n #  \n    \n   G');
const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, at = 5, editing = true, more: Partial<typeof plain> = {}) =>
  readKey({ key, ...plain, ...more }, at, MAZE, editing);

test.each([
  ['ArrowLeft', 5, 4],
  ['ArrowLeft', 4, 7],
  ['ArrowRight', 7, 4],
  ['ArrowUp', 1, 13],
  ['ArrowDown', 13, 1],
  ['Home', 6, 4],
  ['End', 4, 7],
])('%s leads from cell %i to %i', (key, from, to) => {
  expect(press(key, from)).toEqual({ kind: 'move', to });
  expect(press(key, from, false)).toEqual({ kind: 'move', to });
});

test('Home and End with Ctrl go to the first and last cell', () => {
  expect(press('Home', 6, true, { ctrlKey: true })).toEqual({ kind: 'move', to: 0 });
  expect(press('End', 6, true, { ctrlKey: true })).toEqual({ kind: 'move', to: 15 });
});

test('Space and Enter toggle a wall, only during editing', () => {
  for (const key of [' ', 'Enter']) {
    expect(press(key, 5)).toEqual({ kind: 'change', puzzle: MAZE.with(5, OPEN) });
    expect(press(key, 6)).toEqual({ kind: 'change', puzzle: MAZE.with(6, WALL) });
    expect(press(key, 0)).toEqual({ kind: 'change', puzzle: MAZE });
    expect(press(key, 5, false)).toBeNull();
  }
});

test('S and G set start and goal at the cursor, also into a wall', () => {
  const start = MAZE.with(0, OPEN).with(5, START);
  expect(press('s', 5)).toEqual({ kind: 'change', puzzle: start });
  expect(press('S', 5, false, { shiftKey: true })).toEqual({ kind: 'change', puzzle: start });
  const goal = MAZE.with(15, OPEN).with(2, GOAL);
  expect(press('g', 2)).toEqual({ kind: 'change', puzzle: goal });
});

test('undo, redo, done; ignores other keys', () => {
  expect(press('z', 5, true, { ctrlKey: true })).toEqual({ kind: 'undo' });
  expect(press('z', 5, true, { metaKey: true })).toEqual({ kind: 'undo' });
  expect(press('Z', 5, true, { ctrlKey: true, shiftKey: true })).toEqual({ kind: 'redo' });
  expect(press('y', 5, true, { ctrlKey: true })).toEqual({ kind: 'redo' });
  expect(press('Escape')).toEqual({ kind: 'done' });
  expect(press('Escape', 5, false)).toBeNull();
  expect(press('s', 5, true, { ctrlKey: true })).toBeNull();
  expect(press('ArrowLeft', 5, true, { altKey: true })).toBeNull();
  expect(press('ArrowLeft', 5, true, { metaKey: true })).toBeNull();
  expect(press('Tab')).toBeNull();
});

test('arrows reach every cell, and each is undone by its opposite', () => {
  fc.assert(
    fc.property(
      anyMaze(),
      fc.nat(),
      fc.constantFrom(['ArrowLeft', 'ArrowRight'], ['ArrowUp', 'ArrowDown']),
      (grid, pick, [there, back]) => {
        const from = pick % grid.length;
        const go = (key: string, cell: number) => {
          const command = readKey({ key, ...plain }, cell, grid, false);
          return command?.kind === 'move' ? command.to : -1;
        };
        const to = go(there, from);
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(grid.length);
        expect(go(back, to)).toBe(from);
      },
    ),
  );
});
