/** What lies below the stage, to be read: it comes when the stage is there. */
export { Article } from './Article';
export { Reading } from './Reading';
