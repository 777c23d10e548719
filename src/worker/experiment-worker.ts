import type { ExperimentCommand } from './experiment-protocol';
import { Experimenter } from './experimenter';
import { trainingLadder } from './training-backend';

/** The Web Worker of experiments. */
export function serve(): (command: ExperimentCommand) => void {
  const experimenter = new Experimenter(trainingLadder(), (event) => postMessage(event));
  return (command) => experimenter.handle(command);
}
