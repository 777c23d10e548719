import type { ExperimentCommand } from './experiment-protocol';
import { Experimenter } from './experimenter';
import { trainingLadder } from './training-backend';

/** The Web Worker of experiments. */
const experimenter = new Experimenter(trainingLadder(), (event) => postMessage(event));

addEventListener('message', (message: MessageEvent<ExperimentCommand>) =>
  experimenter.handle(message.data),
);
