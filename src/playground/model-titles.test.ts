import { expect, test } from 'vitest';
import { titlesOf } from './model-titles';
import { mazePage } from './worlds/maze/page';
import { sudokuPage } from './worlds/sudoku/page';

const sudoku = (folder: string, cells = 81, rule?: string) => ({
  folder,
  board: sudokuPage.board(cells, rule),
});
const maze = (folder: string, side: number) => ({ folder, board: mazePage.board(side * side) });

test('world and size are enough if no two models share them', () => {
  expect(titlesOf([sudoku('sudoku'), sudoku('small', 16), maze('maze', 15)])).toEqual([
    'Sudoku 9×9',
    'Sudoku 4×4',
    'Maze 15×15',
  ]);
});

test('another rule distinguishes models of one size', () => {
  const models = [sudoku('sudoku'), sudoku('sudoku-diagonal', 81, 'diagonal'), maze('maze', 15)];
  expect(titlesOf(models)).toEqual(['Sudoku 9×9', 'Sudoku 9×9, diagonal', 'Maze 15×15']);
});

test('if the rule is the same, the folder distinguishes them', () => {
  const models = [
    maze('maze', 15),
    maze('maze-walls', 15),
    maze('large', 30),
    sudoku('one', 81, 'diagonal'),
    sudoku('sudoku'),
    sudoku('two', 81, 'diagonal'),
  ];
  expect(titlesOf(models)).toEqual([
    'Maze 15×15, maze',
    'Maze 15×15, maze-walls',
    'Maze 30×30',
    'Sudoku 9×9, one',
    'Sudoku 9×9',
    'Sudoku 9×9, two',
  ]);
});
