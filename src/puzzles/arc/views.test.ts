import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_DIHEDRAL, DIHEDRAL } from '../dihedral';
import { createRandom } from '../random';
import { gridKey } from './grid';
import { anyGrid, anyTask, anyView } from './testing';
import { parseArcGrid } from './text';
import {
  drawView,
  drawViews,
  IDENTITY_VIEW,
  invertView,
  nameOfView,
  parseViewName,
  turnGrid,
  viewGrid,
  viewTask,
} from './views';

test('rotating a grid exchanges its sides', () => {
  const grid = parseArcGrid('123\n456');
  expect(turnGrid(grid, DIHEDRAL.turnLeft)).toEqual(parseArcGrid('36\n25\n14'));
  expect(turnGrid(grid, DIHEDRAL.halfTurn)).toEqual(parseArcGrid('654\n321'));
});

test('a view and its inverse undo each other, in either order', () => {
  fc.assert(
    fc.property(anyGrid(12), anyView(), (grid, view) => {
      const inverse = invertView(view);
      expect(viewGrid(viewGrid(grid, view), inverse)).toEqual(grid);
      expect(viewGrid(viewGrid(grid, inverse), view)).toEqual(grid);
      expect(viewGrid(grid, IDENTITY_VIEW)).toEqual(grid);
    }),
  );
});

test('black stays black, and all grids of a task get the same view', () => {
  fc.assert(
    fc.property(anyTask(6), fc.integer(), (task, seed) => {
      const view = drawView(createRandom(seed));
      expect(view.colours[0]).toBe(0);
      const seen = viewTask(task, view);
      expect(viewTask(seen, invertView(view))).toEqual(task);
      expect(seen.train[0]!.output).toEqual(viewGrid(task.train[0]!.output, view));
    }),
  );
});

test('names of views are read back', () => {
  fc.assert(
    fc.property(anyView(), (view) => {
      expect(parseViewName(nameOfView(view))).toEqual(view);
    }),
  );
  expect(nameOfView(IDENTITY_VIEW)).toBe('t0-0123456789');
  for (const name of ['t8-0123456789', 't0-1023456789', 't0-0113456789', 't0-012345678', '']) {
    expect(parseViewName(name)).toBeNull();
  }
});

test('the drawn views all look different; the plain one is first', () => {
  fc.assert(
    fc.property(anyTask(5), fc.integer(), (task, seed) => {
      const views = drawViews(task, 20, createRandom(seed));
      expect(views[0]).toEqual(IDENTITY_VIEW);
      const looks = views.map((view) => {
        const { train, test: tests } = viewTask(task, view);
        return JSON.stringify([...train, ...tests].map(({ input, output }) => [input, output]));
      });
      expect(new Set(looks).size).toBe(looks.length);
    }),
    { numRuns: 30 },
  );
});

test('a task with few different views gives few views', () => {
  const cell = parseArcGrid('1');
  const task = { train: [{ input: cell, output: cell }], test: [{ input: cell, output: cell }] };
  const views = drawViews(task, 50, createRandom(1));
  expect(views.map((view) => gridKey(viewGrid(cell, view))).sort()).toEqual(
    Array.from({ length: 9 }, (_, at) => `1x1:${at + 1}`),
  );
  expect(drawViews(task, 1, createRandom(1))).toEqual([IDENTITY_VIEW]);
});

test('all eight symmetries and many colourings are drawn', () => {
  const random = createRandom(7);
  const views = Array.from({ length: 300 }, () => drawView(random));
  expect(new Set(views.map(({ dihedral }) => dihedral))).toEqual(new Set(ALL_DIHEDRAL));
  expect(new Set(views.map(({ colours }) => colours[1])).size).toBe(9);
});
