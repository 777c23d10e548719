import { expect, test } from 'vitest';
import { WORLDS } from '../puzzles/world';
import { parsePuzzleTable } from './puzzle-table';

const { maze, sudoku } = WORLDS;
const PUZZLE = ' S## ##  ##   G ';
const SOLUTION = 'oS##o## o## ooG ';

test('a maze without a solution is solved, and spaces are cells', () => {
  const [row] = parsePuzzleTable(`source,puzzle\nhand,${PUZZLE}\n\n`, 'f.csv', maze);
  expect(maze.format(row!.puzzle)).toBe(PUZZLE.replaceAll(/.{4}(?!$)/g, '$&\n'));
  expect(row!.solution).toEqual(maze.parse(SOLUTION));
  expect(row!.source).toBe('hand');
});

test.each([
  ['', 'f.csv: the first line must name the columns, one of them "puzzle".'],
  ['puzzle,solution\n', 'f.csv: there is no puzzle in it.'],
  [`puzzle\n${PUZZLE.slice(1)}`, /^f\.csv, line 2: puzzle: 15 cells in one line; .* 400\.$/],
  [`puzzle\n${PUZZLE.replace('S', 'x')}`, /^f\.csv, line 2: puzzle: line 1, column 2: 'x' is no/],
  [`puzzle\n${PUZZLE.replaceAll(' ', '#')}`, 'f.csv, line 2: no way leads from start to goal.'],
  [`puzzle\n${SOLUTION}`, 'f.csv, line 2: a path is drawn in the puzzle already.'],
  [
    `puzzle,solution\n${PUZZLE},${PUZZLE}`,
    'f.csv, line 2: the solution does not solve the puzzle.',
  ],
  [
    `puzzle,solution\n${PUZZLE},S${' '.repeat(23)}G`,
    'f.csv, line 2: the solution does not solve the puzzle.',
  ],
])('mazes: %j is refused', (text, message) => {
  expect(() => parsePuzzleTable(text, 'f.csv', maze)).toThrow(message);
});

test('Sudokus without exactly one solution are refused', () => {
  const read = (puzzle: string) => () => parsePuzzleTable(`puzzle\n${puzzle}`, 'f.csv', sudoku);
  expect(read('................')).toThrow('f.csv, line 2: the puzzle has more than one solution.');
  expect(read('123....4........')).toThrow('f.csv, line 2: the puzzle has no solution.');
});
