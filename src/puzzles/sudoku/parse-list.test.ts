import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { SudokuGenerator } from './generator';
import { SUDOKU_4, SUDOKU_9 } from './geometry';
import { formatSudoku, formatSudokuPretty } from './parse';
import { parseSudokuList } from './parse-list';

const generator = new SudokuGenerator(SUDOKU_9, createRandom(1));
const made = Array.from({ length: 3 }, () => generator.generate(30));
const pairs = made.map(({ puzzle, solution }) => [formatSudoku(puzzle), formatSudoku(solution)]);
const puzzles = made.map(({ puzzle }) => puzzle);
const solutions = made.map(({ solution }) => solution);

test.each([
  ['CSV', `puzzle,solution\n${pairs.join('\n')}\n`],
  [
    'CSV of Windows',
    `\ufeff"Puzzle","Solution"\r\n${pairs.map((p) => `"${p.join('","')}"`).join('\r\n')}`,
  ],
  [
    'other names and order',
    `rating;answer;question\n${pairs.map(([p, s]) => `3;${s};${p}`).join('\n')}`,
  ],
  ['no header', `# mine\n\n${pairs.join('\n')}`],
  ['no header, spaces', pairs.map((pair) => pair.join('  ')).join('\n')],
])('reads %s with solutions', (_, text) => {
  const { records, errors } = parseSudokuList(text);
  expect(errors).toEqual([]);
  expect(records.map(({ puzzle }) => puzzle)).toEqual(puzzles);
  expect(records.map(({ solution }) => solution)).toEqual(solutions);
});

test.each([
  ['a puzzle a line', pairs.map(([puzzle]) => puzzle).join('\n')],
  ['a puzzle a line and a rating', pairs.map(([puzzle]) => `${puzzle} 11.9 # hard`).join('\n')],
  ['a CSV without solutions', `puzzle\n${pairs.map(([puzzle]) => puzzle).join('\n')}`],
  [
    'a CSV with some left out',
    `puzzle,solution\n${pairs.map(([puzzle]) => `${puzzle},`).join('\n')}`,
  ],
  ['drawings', puzzles.map(formatSudokuPretty).join('\n\n\n')],
  ['drawings without a gap', puzzles.map(formatSudokuPretty).join('\n')],
  [
    'drawings under headings',
    puzzles.map((puzzle, i) => `Grid 0${i + 1}\n${formatSudokuPretty(puzzle)}`).join('\n'),
  ],
  [
    'bare rows under headings',
    puzzles
      .map(
        (puzzle) => `Grid\n${formatSudoku(puzzle).replaceAll('.', '0').match(/.{9}/g)!.join('\n')}`,
      )
      .join('\n'),
  ],
])('reads %s', (_, text) => {
  const { records, errors } = parseSudokuList(text);
  expect(errors).toEqual([]);
  expect(records.map(({ puzzle }) => puzzle)).toEqual(puzzles);
  expect(records.every(({ solution }) => solution === null)).toBe(true);
});

test('keeps other columns and the lines', () => {
  const { records } = parseSudokuList(`source,puzzle,note\n\ntop,${pairs[0]![0]},"a, b"`);
  expect(records).toMatchObject([{ line: 3, fields: { source: 'top', note: 'a, b' } }]);
});

test('a single grid in several lines is a list of one', () => {
  const { puzzle } = new SudokuGenerator(SUDOKU_4, createRandom(2)).generate(6);
  const lines = formatSudokuPretty(puzzle).split('\n');
  expect(parseSudokuList(lines.join('\n\n')).records).toMatchObject([{ line: 1, puzzle }]);
});

test('a drawing begins on the line of its first row', () => {
  const drawing = '+----+\n|1.|..|\n|..|.2|\n+----+\n|..|..|\n|..|..|\n+----+';
  const lines = (text: string) => parseSudokuList(text).records.map(({ line }) => line);
  expect(lines(`# 2 of mine\n\nFirst\n${drawing}\n\n${drawing}`)).toEqual([5, 13]);
  expect(lines(`${drawing}\n${drawing}`)).toEqual([2, 9]);
});

test('reports faults line by line, and keeps the rest', () => {
  const [puzzle, solution] = pairs[0]!;
  const text = [
    'puzzle,solution',
    `${puzzle},${solution}`,
    `${puzzle!.slice(1)},`,
    `${puzzle},${solution!.slice(3)}`,
    '11..............,',
    `x${puzzle!.slice(1)},`,
  ];
  const { records, errors } = parseSudokuList(text.join('\n'));
  // The reader does not check the rules.
  expect(records.map(({ line }) => line)).toEqual([2, 5]);
  expect(errors).toEqual([
    { line: 3, message: '80 cells; a 9×9 Sudoku has 81' },
    { line: 4, message: 'the solution: 78 cells; a 9×9 Sudoku has 81' },
    { line: 6, message: "column 1: 'x' is not a digit" },
  ]);
});

test('a list with a wrong first line is still a list', () => {
  const [first, second] = pairs.map(([puzzle]) => puzzle!);
  const { records, errors } = parseSudokuList(`${first!.slice(2)}\n${second}\n`);
  expect(records.map(({ line }) => line)).toEqual([2]);
  expect(errors).toEqual([{ line: 1, message: '79 cells; a 9×9 Sudoku has 81' }]);
});

test('errors in drawings count lines from the start of the text', () => {
  const { records, errors } = parseSudokuList('12|34\n34|12\n\n1.|..\n..|.z\n..|..\n..|..');
  expect(records).toEqual([]);
  expect(errors).toEqual([
    { line: 1, message: '8 cells; a 4×4 Sudoku has 16' },
    { line: 5, message: "column 5: 'z' is not a digit" },
  ]);
  expect(parseSudokuList(' \n# nothing\n')).toEqual({ records: [], errors: [] });
});
