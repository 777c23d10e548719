/** In place of the model's answer: what one draws on. */
export { Bench } from './Bench';
export { OwnAnswer } from './OwnAnswer';
