import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PuzzleFormatError } from '../format-error';
import { gridFromRows, gridToRows } from './grid';
import { anyGrid } from './testing';
import { formatArcGrid, formatArcTask, parseArcGrid } from './text';

const grid = gridFromRows([
  [0, 1],
  [2, 0],
]);

test.each([
  ['digits', '01\n20'],
  ['dots, spaces, Windows', '\ufeff . 1\r\n2 . \r\n\r\n'],
  ['commas', '0,1;\n2,0'],
  ['JSON', ' [[0, 1],\n [2, 0]]'],
])('reads %s', (_, text) => expect(parseArcGrid(text)).toEqual(grid));

test('reads back its own drawings, and JSON', () => {
  fc.assert(
    fc.property(anyGrid(), (any) => {
      expect(parseArcGrid(formatArcGrid(any))).toEqual(any);
      expect(parseArcGrid(JSON.stringify(gridToRows(any)))).toEqual(any);
    }),
  );
});

test.each([
  ['', 'there is no grid in this text'],
  ['12\n3x', "line 2, column 2: 'x' is not a colour (0 to 9)"],
  ['12\n\n345', 'line 3 has width 3, the lines above 2'],
  ['1'.repeat(31), '1×31 cells; a grid has at most 30 a side'],
  ['[[1,2],[3]]', 'row 2 has width 1, the rows above 2'],
  ['[[1,2],[3,12]]', 'row 2, column 2 is 12; wanted is a colour, 0 to 9'],
  ['[]', 'is a list of 0; wanted is a list of 1 to 30 rows'],
])('%j is refused with the reason', (text, message) => {
  expect(() => parseArcGrid(text)).toThrow(
    expect.objectContaining({ name: 'PuzzleFormatError', message }),
  );
});

test('reads any typed text or refuses it in words', () => {
  const text = fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[0-9.,\n [\]]{0,30}$/));
  fc.assert(
    fc.property(text, (typed) => {
      try {
        const { height, width, cells } = parseArcGrid(typed);
        expect(cells).toHaveLength(height * width);
      } catch (error) {
        expect(error).toBeInstanceOf(PuzzleFormatError);
      }
    }),
    { numRuns: 500 },
  );
});

test('draws a task', () => {
  const output = gridFromRows([[3, 4, 5]]);
  const task = { train: [{ input: grid, output }], test: [{ input: grid, output: null }] };
  expect(formatArcTask(task)).toBe(
    ['train 1', '  .1  ->  345', '  2.', '', 'test 1', '  .1  ->  ?', '  2.'].join('\n'),
  );
});
