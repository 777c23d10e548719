import type { Tab } from '../tab';

export const sudokuTab: Tab = {
  id: 'sudoku',
  title: 'Sudoku',
  doing: 'work out a Sudoku',
};
