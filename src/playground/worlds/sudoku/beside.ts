/** What is seen of Sudokus beside and below the grid. */
export { Editor } from './Editor';
export { Examples } from './Examples';
export { Explanation } from './Explanation';
