import { expect, test } from 'vitest';
import { WORLDS } from './worlds';

const { maze, sudoku } = WORLDS;
const PUZZLE = ' S## ##  ##   G ';
const SOLUTION = 'oS##o## o## ooG ';

test('a maze without a solution is solved, and spaces are cells', () => {
  const { puzzles, problems } = maze.readList(`source,puzzle\n hand ,${PUZZLE}\n\n`);
  expect(problems).toEqual([]);
  expect(puzzles).toEqual([
    {
      line: 2,
      puzzle: maze.parse(PUZZLE.replaceAll(/.{4}(?!$)/g, '$&\n')),
      solution: maze.parse(SOLUTION),
      fields: { source: 'hand' },
    },
  ]);
});

test('the columns of the official data are known', () => {
  const text = `\ufeffsource,question,answer,rating\r\nlist,${PUZZLE},${SOLUTION},7\r\n`;
  const { puzzles, problems } = maze.readList(text);
  expect(problems).toEqual([]);
  expect(puzzles[0]).toMatchObject({ line: 2, fields: { source: 'list', rating: '7' } });
});

test.each([
  ['', 1, 'The first line must name the columns, one of them "puzzle".'],
  [`puzzle\n${PUZZLE.slice(1)}`, 2, /^15 cells in one line; a square maze has .*\.$/],
  [`puzzle\n\n${PUZZLE.replace('S', 'x')}`, 3, /^Column 2: 'x' is no cell of a maze .*\.$/],
  [
    `puzzle\n${PUZZLE.replace('  ', ' S')}`,
    2,
    'Column 9: a second start (S); the first is at column 2.',
  ],
  [`puzzle\n${PUZZLE.replaceAll(' ', '#')}`, 2, 'No way leads from start to goal.'],
  [`puzzle\n${SOLUTION}`, 2, 'A path is drawn in the puzzle already.'],
  [`puzzle,solution\n${PUZZLE}`, 2, 'Solution: there is no maze in this text.'],
  [`puzzle,solution\n${PUZZLE},${PUZZLE}`, 2, 'The solution does not solve the puzzle.'],
  [`puzzle,solution\n${PUZZLE},S${' '.repeat(23)}G`, 2, 'The solution does not solve the puzzle.'],
])('mazes: %j is refused, and the rest is read', (text, line, message) => {
  const { puzzles, problems } = maze.readList(text);
  expect(puzzles).toEqual([]);
  const expected: unknown = typeof message === 'string' ? message : expect.stringMatching(message);
  expect(problems).toEqual([{ line, message: expected }]);
  if (line === 1) return;
  const good = text.includes(',') ? `${PUZZLE},${SOLUTION}` : PUZZLE;
  expect(maze.readList(`${text}\n${good}`).puzzles).toHaveLength(1);
});

test('Sudokus without exactly one solution are refused', () => {
  const { puzzles, problems } = sudoku.readList('puzzle\n................\n123....4........\n');
  expect(puzzles).toEqual([]);
  expect(problems.map(({ line }) => line)).toEqual([2, 3]);
});
