import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_DIHEDRAL, DIHEDRAL, invertDihedral } from '../dihedral';
import { unviewMaze, viewMaze } from './augment';
import { MazeSet } from './maze-set';
import { formatMaze, parseMaze } from './parse';
import { solveMaze } from './solver';
import { anyMaze } from './testing';
import { judgeMaze } from './verdict';

const anyView = fc.constantFrom(...ALL_DIHEDRAL);

test('a view and its inverse undo each other, in either order', () => {
  fc.assert(
    fc.property(anyMaze(), anyView, (grid, view) => {
      expect(unviewMaze(viewMaze(grid, view), view)).toEqual(grid);
      expect(viewMaze(unviewMaze(grid, view), view)).toEqual(grid);
      expect(viewMaze(viewMaze(grid, view), invertDihedral(view))).toEqual(grid);
    }),
  );
});

test('the eight views differ if nothing is symmetric', () => {
  const grid = parseMaze('S#  \n    \n    \n  G ');
  const drawn = ALL_DIHEDRAL.map((view) => formatMaze(viewMaze(grid, view)));
  expect(new Set(drawn).size).toBe(8);
  expect(drawn[DIHEDRAL.mirrorColumns]).toBe('  #S\n    \n    \n G  ');
  expect(drawn[DIHEDRAL.mirrorRows]).toBe('  G \n    \n    \nS#  ');
  expect(drawn[DIHEDRAL.transpose]).toBe('S   \n#   \n   G\n    ');
});

test('the view of an answer is an answer to the view of the maze', () => {
  fc.assert(
    fc.property(anyMaze(), anyView, (grid, view) => {
      const solved = solveMaze(grid);
      const again = solveMaze(viewMaze(grid, view));
      expect(again?.length).toBe(solved?.length);
      expect(again?.paths).toBe(solved?.paths);
      if (solved === null) return;
      const redrawn = viewMaze(solved.solution, view);
      expect(judgeMaze(redrawn, viewMaze(grid, view), redrawn).kind).toBe('exact');
    }),
  );
});

test('a set holds a maze in every view and with any path drawn, and no other', () => {
  fc.assert(
    fc.property(anyMaze(), anyView, (grid, view) => {
      const set = new MazeSet([grid]);
      const drawn = solveMaze(grid)?.solution ?? grid;
      expect(set.has(viewMaze(drawn, view))).toBe(true);
      const other = grid.with(grid.indexOf(3), 1);
      expect(set.has(other)).toBe(false);
      set.add(viewMaze(grid, view));
      expect(set.size).toBe(1);
    }),
  );
});
