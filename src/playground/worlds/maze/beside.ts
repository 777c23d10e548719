/** The parts of the maze world beside and below the grid. */
export { Editor } from './Editor';
export { Examples } from './Examples';
export { Explanation } from './Explanation';
export { Instruments } from './Instruments';
