/** The parts of the Sudoku world beside and below the grid. */
export { Editor } from './Editor';
export { Examples } from './Examples';
export { Explanation } from './Explanation';
