/** The text below the stage, loaded after the stage. */
export { Article } from './Article';
export { Reading } from './Reading';
