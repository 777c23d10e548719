import { expect, test } from 'vitest';
import { parseMaze } from '../../../puzzles/maze/parse';
import { solveMaze } from '../../../puzzles/maze/solver';
import { orderInWords } from './Exploration';
import { compareInWords } from './SearchChoice';
import { searchMaze } from './overlays';
import { frameOf } from './testing';
import { mazeThought } from './thought';
import { describeMazeCell, describeVerdict } from './words';

const PUZZLE = parseMaze('S   #\n### #\n    #\n # G#\n #   ');
const label = solveMaze(PUZZLE)!.solution;
const think = (drawing: string, sure?: number) =>
  mazeThought(frameOf(parseMaze(drawing), sure), null, 3, PUZZLE, label);
const RIGHT = 'Sooo#\n###o#\n   o#\n # G#\n #   ';

test.each([
  [RIGHT, 'Exact', 'The path of the answer, 6 steps.'],
  [
    'Sooo#\n###o#\n  oo#\n # G#\n #   ',
    'Connected',
    'A shortest path is drawn, and 1 more cell is marked than it needs.',
  ],
  [
    'Soo #\n###o#\n   o#\n # G#\n #   ',
    'Broken',
    'The path does not reach the goal. Of 4 cells marked, 2 join the start and 2 the goal.',
  ],
  [
    'S   #\n### #\n    #\n # G#\n #   ',
    'Broken',
    'The path does not reach the goal. No cell is marked as path.',
  ],
  [
    'Sooo#\n###o \n   o#\n # G#\n #   ',
    'Broken',
    'The maze itself changed at row 2, column 5. 1 cell misread. Of 5 cells marked, 5 join the start and 5 the goal.',
  ],
])('verdict on %j', (drawing, title, text) => {
  expect(describeVerdict(think(drawing))).toEqual({ title, text });
});

const at = (row: number, column: number) => (row - 1) * 5 + column - 1;

test('a cell in words: ground, distance, prediction', () => {
  const { distances } = searchMaze(PUZZLE)!;
  const say = (cell: number, drawing = RIGHT, sure?: number) =>
    describeMazeCell(cell, PUZZLE, think(drawing, sure), distances);
  expect(describeMazeCell(at(1, 2), PUZZLE, null, null)).toBe('Row 1, column 2: open');
  expect(say(at(1, 2))).toBe('Row 1, column 2: open, 1 step from start; model: path, 90 % sure');
  expect(say(at(3, 1))).toBe('Row 3, column 1: open, 8 steps from start; model: open, 90 % sure');
  expect(say(at(2, 1), RIGHT, 0.995)).toBe(
    'Row 2, column 1: wall; the model agrees, over 99 % sure',
  );
  expect(say(at(4, 4))).toBe(
    'Row 4, column 4: goal, 6 steps from start; the model agrees, 90 % sure',
  );
  expect(say(at(2, 5), RIGHT.replace('###o#', '###oo'))).toBe(
    'Row 2, column 5: wall; but the model reads path, 90 % sure',
  );
  expect(say(at(1, 1))).toBe('Row 1, column 1: start; the model agrees, 90 % sure');
});

test('names an unreachable cell, and a token without a meaning', () => {
  const cut = parseMaze('S#  \n##  \n    \n   G');
  const { distances } = searchMaze(cut)!;
  expect(describeMazeCell(3, cut, null, distances)).toBe(
    'Row 1, column 4: open, cut off from the start',
  );
  const padded = mazeThought(frameOf(new Uint8Array(16)), null, 1, cut, null);
  expect(describeMazeCell(1, cut, padded, distances)).toBe(
    'Row 1, column 2: wall; but the model reads nothing, 90 % sure',
  );
});

test('the model beside a search, in numbers', () => {
  const search = searchMaze(PUZZLE)!;
  expect(compareInWords(search, null, 4)).toBe(
    'At this pace a breadth-first search from the start is at the goal, 6 steps away, after 2 segments.',
  );
  expect(compareInWords(search, think(RIGHT), 1)).toBe(
    'The search has gone 3 of 6 steps. Of 5 cells that the model marks, 2 are ahead of it (hollow).',
  );
  expect(compareInWords(search, think(RIGHT), 4)).toBe(
    'The search is at the goal since segment 2. All cells that the model marks are within it.',
  );
  const none = think('S   #\n### #\n    #\n # G#\n #   ');
  expect(compareInWords(search, none, 1)).toBe(
    'The search has gone 3 of 6 steps. The model marks no path yet.',
  );
  const cut = searchMaze(parseMaze('S#  \n##  \n    \n   G'))!;
  expect(compareInWords(cut, null, 4)).toBe('The search finds no way to the goal.');
});

test.each([
  [0.8, 0, 'rather outward from the start'],
  [-0.8, 0.1, 'rather backward from the goal'],
  [0.1, 0.7, 'rather from both ends to the middle'],
  [0.1, -0.7, 'rather from the middle to both ends'],
  [0.2, -0.1, 'in hardly any order of distance'],
])('an order of %f and %f is %s', (fromStart, fromEnds, words) => {
  expect(orderInWords({ fromStart, fromEnds })).toContain(words);
});

test('no order, no claim', () => {
  expect(orderInWords(null)).toBe('No order shows in which the path settles.');
  expect(orderInWords({ fromStart: -0.004, fromEnds: 1 })).toContain('start 0.00 (');
  expect(orderInWords({ fromStart: -0.5, fromEnds: 0.2 })).toContain('start −0.50 (');
});
