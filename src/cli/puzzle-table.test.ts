import { expect, test } from 'vitest';
import { parseConfig } from '../hrm/config';
import { TINY } from '../hrm/testing';
import { createRandom } from '../puzzles/random';
import { SudokuGenerator } from '../puzzles/sudoku/generator';
import { DIAGONAL_9, SUDOKU_9 } from '../puzzles/sudoku/geometry';
import { formatSudoku } from '../puzzles/sudoku/parse';
import { sudokuWorld, sudokuWorldOf } from '../puzzles/sudoku/world';
import { fitTable, parsePuzzleTable } from './puzzle-table';

const classic = new SudokuGenerator(SUDOKU_9, createRandom(1)).generate(30);
const diagonal = new SudokuGenerator(DIAGONAL_9, createRandom(1)).generate(24);
const [puzzle, solution] = [formatSudoku(classic.puzzle), formatSudoku(classic.solution)];

test('keeps the source, finds a missing solution, and leaves out nothing', () => {
  const text = `source,puzzle,solution\ntop,${puzzle},${solution}\nown,${puzzle},\n`;
  expect(parsePuzzleTable(text, 'data.csv', sudokuWorld)).toEqual([
    { puzzle: classic.puzzle, solution: classic.solution, source: 'top' },
    { puzzle: classic.puzzle, solution: classic.solution, source: 'own' },
  ]);
  expect(parsePuzzleTable(puzzle, 'data.txt', sudokuWorld)).toMatchObject([{ source: null }]);
});

test('says which puzzle does not fit the model', () => {
  const model = {
    config: parseConfig({ ...TINY, vocab_size: 8, seq_len: 36 }),
    weights: new Map(),
  };
  const rows = [{ puzzle: classic.puzzle, solution: classic.solution, source: null }];
  expect(() => fitTable(model, rows, 'data.csv', sudokuWorld)).toThrow(
    expect.objectContaining({
      name: 'UsageError',
      message: 'data.csv: puzzle 1 is a 9×9 Sudoku; 6×6 ones are wanted.',
    }) as Error,
  );
});

test('the rule decides', () => {
  const text = formatSudoku(diagonal.puzzle);
  expect(parsePuzzleTable(text, 'data.txt', sudokuWorldOf('diagonal'))).toMatchObject([
    { solution: diagonal.solution },
  ]);
  expect(() => parsePuzzleTable(text, 'data.txt', sudokuWorld)).toThrow(
    /^data\.txt, line 1: At least 100 sol/,
  );
  expect(() =>
    parsePuzzleTable(`${puzzle},${solution}`, 'data.csv', sudokuWorldOf('diagonal')),
  ).toThrow(/^data\.csv, line 1: /);
});

test.each([
  ['puzzle\n', 'data.csv: there is no puzzle in it.'],
  [`puzzle\n${puzzle}\n${puzzle.slice(1)}`, 'data.csv, line 3: 80 cells; a 9×9 Sudoku has 81.'],
  [`${puzzle},${solution.replace(/./, '.')}`, 'data.csv, line 1: The solution has blanks.'],
])('refuses %j in one line', (text, message) => {
  expect(() => parsePuzzleTable(text, 'data.csv', sudokuWorld)).toThrow(
    expect.objectContaining({ name: 'UsageError', message }) as Error,
  );
});
