import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PuzzleFormatError } from '../format-error';
import { formatSudoku, formatSudokuPretty, parseSudoku } from './parse';
import { anyGrid } from './testing';

const LINE = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
const SIX = '..5....4.2..1....5...6...23.......4.';
const rows = (cells: string, size = 9) => cells.match(new RegExp(`.{${size}}`, 'g'))!;

/** Ways to write a grid; all must give the same result. */
const FORMS: Record<string, (line: string, size: number) => string> = {
  'one line': (line) => line,
  'zeros for blanks': (line) => line.replaceAll('.', '0'),
  'underscores for blanks': (line) => line.replaceAll('.', '_'),
  'stars for blanks': (line) => line.replaceAll('.', '*'),
  'hyphens for blanks, one line': (line) => line.replaceAll('.', '-'),
  'hyphens for blanks, in rows': (line, n) => rows(line.replaceAll('.', '-'), n).join('\n'),
  'spaces between': (line) => [...line].join(' '),
  'rows of CRLF lines': (line, n) => `\ufeff${rows(line, n).join('\r\n')}\r\n`,
  'empty lines and indentation': (line, n) => `\n\n  ${rows(line, n).join('\n\n  ')}\n`,
  'CSV with empty fields': (line, n) =>
    rows(line, n)
      .map((row) => [...row].join(',').replaceAll('.', ''))
      .join('\n'),
  'CSV with quotes and a comma at the end': (line, n) =>
    rows(line, n)
      .map((row) => [...row].map((c) => `"${c.replace('.', '')}"`).join(',') + ',')
      .join('\n'),
  'semicolons, all in one line': (line) => [...line].join(';').replaceAll('.', ''),
  'cells of a spreadsheet': (line, n) =>
    rows(line, n)
      .map((row) => [...row].join('\t').replaceAll('.', ''))
      .join('\n'),
  'indented by tabs': (line, n) =>
    rows(line, n)
      .map((row) => `\t${row}`)
      .join('\n'),
  'a JSON array': (line, n) =>
    JSON.stringify(rows(line, n).map((row) => [...row].map((c) => Number(c.replace('.', '0'))))),
  'a JSON array, a row a line': (line, n) =>
    `[\n${rows(line, n)
      .map((row) => `  [${[...row.replaceAll('.', '0')].join(', ')}]`)
      .join(',\n')}\n]`,
  'quoted, with a comment': (line) => `"${line}"  # from the Sunday paper, 5 stars`,
  'a row of a list': (line) => `${line},${line.replaceAll('.', '1')},24`,
};

test.each(Object.entries(FORMS))('reads %s', (_, write) => {
  expect(formatSudoku(parseSudoku(write(LINE, 9)))).toBe(LINE);
  expect(formatSudoku(parseSudoku(write(SIX, 6)))).toBe(SIX);
  expect(formatSudoku(parseSudoku(write('1.3...4..2....1.', 4)))).toBe('1.3...4..2....1.');
});

test('reads drawings', () => {
  const ascii = `
    +-------+-------+-------+
    | 5 3 . | . 7 . | . . . |
    | 6 . . | 1 9 5 | . . . |
    | . 9 8 | . . . | . 6 . |
    |-------+-------+-------|
    | 8 . . | . 6 . | . . 3 |
    | 4 . . | 8 . 3 | . . 1 |
    | 7 . . | . 2 . | . . 6 |
    =========================
    | . 6 . | . . . | 2 8 . |
    | . . . | 4 1 9 | . . 5 |
    | . . . | . 8 . | . 7 9 |
    +-------+-------+-------+`;
  expect(formatSudoku(parseSudoku(ascii))).toBe(LINE);
  const boxes = '╔═══╤═══╗\n║1 2│3 4║\n╟───┼───╢\n║3 4│. .║\n║2 .│4 .║\n║. .│. .║\n╚═══╧═══╝';
  expect(formatSudoku(parseSudoku(boxes))).toBe('123434..2.4.....');
});

test('reads back what it writes', () => {
  fc.assert(
    fc.property(anyGrid(), (grid) => {
      expect(parseSudoku(formatSudoku(grid))).toEqual(grid);
      expect(parseSudoku(formatSudokuPretty(grid))).toEqual(grid);
    }),
    { numRuns: 50 },
  );
  expect(formatSudokuPretty(parseSudoku('1.3...4..2....1.'))).toBe(
    '1 . | 3 .\n. . | 4 .\n----+----\n. 2 | . .\n. . | 1 .',
  );
});

test.each([
  ['', 'there is no puzzle in this text'],
  ['# only a comment 123', 'there is no puzzle in this text'],
  [LINE.slice(1), '80 cells; a 9×9 Sudoku has 81'],
  ['123', '3 cells; a 4×4 Sudoku has 16'],
  [`${LINE}\n${LINE}`, '162 cells; these are 2 puzzles, and one is wanted'],
  [`${LINE.slice(0, 20)}x${LINE.slice(21)}`, "line 1, column 21: 'x' is not a digit"],
  ['1234\n341😀\n2143\n4321', "line 2, column 4: '😀' is not a digit"],
  ['1.3..47..2....1.', 'line 1, column 7: 7 is not a digit of a 4×4 Sudoku (1 to 4)'],
  [
    rows(LINE)
      .map((row, i) => (i === 3 ? row.slice(1) : row))
      .join('\n'),
    '80 cells; a 9×9 Sudoku has 81 (line 4 has 8, not 9)',
  ],
])('says what is wrong with %j', (text, message) => {
  expect(() => parseSudoku(text)).toThrow(expect.objectContaining({ message }) as Error);
});

test('any text is either read or refused with a plain message', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => {
      try {
        expect([16, 81]).toContain(parseSudoku(text).length);
      } catch (error) {
        expect(error).toBeInstanceOf(PuzzleFormatError);
      }
    }),
  );
});
