/** In place of the model's answer: the grid editor. */
export { Bench } from './Bench';
export { OwnAnswer } from './OwnAnswer';
