import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PuzzleFormatError } from '../format-error';
import { formatMaze, formatMazeLine, parseMaze } from './parse';
import { anyMaze } from './testing';

const DRAWING = ['#####', '#S  #', '###  ', '#Goo ', '# ###'].join('\n');

test('a drawing and a line are read back', () => {
  fc.assert(
    fc.property(anyMaze(30), (grid) => {
      expect(parseMaze(formatMaze(grid))).toEqual(grid);
      expect(parseMaze(formatMazeLine(grid))).toEqual(grid);
    }),
  );
});

test.each([
  ['trailing spaces dropped', DRAWING.replaceAll(/ +$/gm, '')],
  ['blank lines around', `\n  \n${DRAWING}\n\n`],
  ['line ends of Windows', DRAWING.replaceAll('\n', '\r\n')],
  ['dots for open cells', DRAWING.replaceAll(' ', '.')],
  ['blocks for walls', DRAWING.replaceAll('#', '█')],
  ['small letters', DRAWING.toLowerCase()],
  ['a byte-order mark', `\ufeff${DRAWING}`],
  ['one line', DRAWING.replaceAll('\n', '')],
  ['one line in quotes', `"${DRAWING.replaceAll('\n', '')}"\n`],
])('%s', (_, text) => {
  expect(formatMaze(parseMaze(text))).toBe(DRAWING);
});

test('a blank line inside, or as part of the square, is a row of open cells', () => {
  expect(formatMazeLine(parseMaze('S  #\n\nG  #\n'))).toBe('S  #    G  #    ');
});

test.each([
  ['', 'there is no maze in this text'],
  [' \n\t\n', 'there is no maze in this text'],
  ['    ', 'there is no maze in this text'],
  ['####\n#SG#', '2 lines, the longest of 4 characters; a maze is square'],
  ['S#G', '3 cells in one line; a square maze has 16 (4×4) to 900 (30×30), such as 81, 225 or 400'],
  ['S\nG', '2 lines, the longest of 1 character; a maze is square'],
  ['###\n#S#\n#G#', 'a maze of 3×3; sizes are 4×4 to 30×30'],
  [`SG${'#'.repeat(29)}\n`.repeat(31), 'a maze of 31×31; sizes are 4×4 to 30×30'],
  [
    DRAWING.replace('S', 'X'),
    "line 2, column 2: 'X' is no cell of a maze (# wall, space open, S start, G goal, o path)",
  ],
  [
    `\n${DRAWING.replace('S', '\t')}\n`,
    'line 3, column 2: a tab is no cell of a maze (# wall, space open, S start, G goal, o path)',
  ],
  [DRAWING.replace('S', ' '), 'the maze has no start (S)'],
  [DRAWING.replace('G', ' '), 'the maze has no goal (G)'],
  [
    DRAWING.replace('o', 'G'),
    'line 4, column 3: a second goal (G); the first is at line 4, column 2',
  ],
  [
    DRAWING.replaceAll('\n', '').replace('o', 'S'),
    'line 1, column 18: a second start (S); the first is at line 1, column 7',
  ],
])('%j is refused', (text, message) => {
  const read = () => parseMaze(text);
  expect(read).toThrow(PuzzleFormatError);
  expect(read).toThrow(expect.objectContaining({ message }));
});

test('any text is read or refused in one line', () => {
  const mark = fc.constantFrom('#', ' ', 'S', 'G', 'o', '\n', '\r', 'x', '"', '😀');
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 40 }), (marks) => {
      const text = marks.join('');
      try {
        expect(formatMaze(parseMaze(text)).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(PuzzleFormatError);
        expect((error as Error).message).not.toContain('\n');
      }
    }),
    { numRuns: 500 },
  );
});

test('a text far too long is refused at once', () => {
  expect(() => parseMaze('#\n'.repeat(130_000))).toThrow('too long for a maze');
});
