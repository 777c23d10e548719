import { createElement, type ComponentProps } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { MazeGenerator, mazeSettings } from '../../../puzzles/maze/generator';
import { OPEN, START, WALL } from '../../../puzzles/maze/geometry';
import { mazePresets } from '../../../puzzles/maze/presets';
import { solveMaze } from '../../../puzzles/maze/solver';
import { createRandom } from '../../../puzzles/random';
import { Exploration } from './Exploration';
import { MazeBoard } from './MazeBoard';
import { MazeExamples } from './MazeExamples';
import { MazeReadout } from './MazeReadout';
import { INITIAL_OVERLAYS, overlaysAt } from './overlays';
import { frameOf, solidRock } from './testing';
import { mazeThought } from './thought';

const SIDE = 30;
const { puzzle, solution, length } = new MazeGenerator(
  mazeSettings(SIDE),
  createRandom(7),
).generate();
const [wall, start] = [puzzle.indexOf(WALL), puzzle.indexOf(START)];
const thought = mazeThought(frameOf(solution), frameOf(puzzle), 3, puzzle, solution);

const drawn = (props: Partial<ComponentProps<typeof MazeBoard>> = {}) =>
  renderToStaticMarkup(createElement(MazeBoard, { puzzle, thought, editing: false, ...props }));
const pathOf = (html: string, name: string) =>
  new RegExp(`class="${name}" d="([^"]*)"`).exec(html)?.[1];

test('nine hundred cells need few elements', () => {
  const overlays = overlaysAt(
    { ...INITIAL_OVERLAYS, distance: true, frontier: true, solution: true },
    3,
  );
  const svg = drawn({ overlays }).match(/<svg.*<\/svg>/s)![0];
  expect(svg.match(/<(path|rect|circle)/g)!.length).toBeLessThan(45);
});

test('the grid has a size, a row at the keyboard and an active cell in it', () => {
  const html = drawn();
  expect(html).toContain(`aria-rowcount="${SIDE}"`);
  expect(html).toContain('aria-readonly="true"');
  expect(html.match(/role="gridcell"/g)).toHaveLength(SIDE);
  const [, active] = /aria-activedescendant="([^"]*)"/.exec(html)!;
  expect(html).toContain(`id="${active}" role="gridcell" aria-colindex="1" aria-selected="true"`);
  expect(drawn({ editing: true })).toContain('aria-readonly="false"');
});

test('a right answer pulses where it changed and marks nothing', () => {
  const html = drawn();
  expect(pathOf(html, 'cell-pulse')!.match(/M/g)).toHaveLength(length - 1);
  expect(pathOf(html, 'maze-misread')).toBe('');
});

test('misread cells have a tint and a corner', () => {
  const tokens = solution.with(wall, OPEN).with(start, WALL);
  const html = drawn({ thought: mazeThought(frameOf(tokens), null, 1, puzzle, solution) });
  for (const name of ['maze-misread', 'cell-mark']) {
    expect(pathOf(html, name)!.match(/M/g)).toHaveLength(2);
  }
});

test('overlays show only on request, and the frontier up to its depth', () => {
  expect(drawn()).not.toMatch(/maze-(distance|reached|solution)/);
  const { search } = solveMaze(puzzle)!;
  const at = (depth: number) =>
    pathOf(drawn({ overlays: { distance: false, solution: false, depth } }), 'maze-reached')!;
  const covered = (path: string) =>
    [...path.matchAll(/h(\d+)v1/g)].reduce((sum, [, run]) => sum + Number(run), 0);
  for (const depth of [0, 5, 1000]) {
    const reached = search.distances.filter((steps) => steps >= 0 && steps <= depth).length;
    expect(covered(at(depth))).toBe(reached);
  }
});

test('start and goal can be dragged only if changes are allowed', () => {
  expect(drawn()).not.toContain('maze-handle');
  expect(drawn({ onChange: () => undefined }).match(/maze-handle/g)).toHaveLength(2);
  // During editing the whole board reacts to a finger.
  expect(drawn({ onChange: () => undefined, editing: true })).not.toContain('maze-handle');
});

test('draws a maze without start and goal', () => {
  expect(() => drawn({ puzzle: solidRock(4), thought: null })).not.toThrow();
});

test('the readout describes the cell under the pointer, or gives the legend', () => {
  const said = (pointed: number | null) =>
    renderToStaticMarkup(createElement(MazeReadout, { puzzle, thought, pointed }));
  expect(said(null)).toMatch(/<div><ul[^>]*aria-label="Legend"/);
  expect(said(start)).toContain(': start; the model agrees');
  expect(said(start)).toMatch(/class="away"><ul[^>]*Legend/);
  // A cell of the previous, larger maze.
  expect(said(puzzle.length)).toBe(said(null));
});

test('the exploration draws a square for every step and segment with path', () => {
  const draw = (frames: readonly Uint8Array[], maze = puzzle) =>
    renderToStaticMarkup(
      createElement(Exploration, {
        puzzle: maze,
        frames: frames.map((tokens) => frameOf(tokens)),
        segment: 1,
        pace: 4,
      }),
    );
  const squares = (html: string) =>
    [...html.matchAll(/class="maze-path"[^>]*d="([^"]*)"/g)].reduce(
      (sum, [, path]) => sum + (path!.match(/M/g)?.length ?? 0),
      0,
    );
  expect(squares(draw([]))).toBe(0);
  expect(squares(draw([puzzle, solution, solution]))).toBe(2 * (length - 1));
  const noWay = mazePresets(8).find(({ id }) => id === 'no-way')!.puzzle;
  expect(draw([noWay], noWay)).toContain('No way leads to the goal');
  const beside = solidRock(4).with(0, 3).with(1, 4);
  expect(draw([beside], beside)).toContain('neighbours');
});

test('the example on the board is marked', () => {
  const presets = mazePresets(SIDE);
  const draw = (maze: Uint8Array) =>
    renderToStaticMarkup(createElement(MazeExamples, { puzzle: maze, onPick: () => undefined }));
  const html = draw(presets[2]!.puzzle.slice());
  expect(html.match(/aria-pressed="true"/g)).toHaveLength(1);
  expect(html).toContain(presets[2]!.note);
  expect(draw(solidRock(SIDE))).toContain('A maze of your own.');
});
