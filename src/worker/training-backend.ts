import type { Backend } from '../compute/backend';
import { Ladder } from '../compute/ladder';
import { trainingRungs } from '../compute/rungs';
import type { TrainingBackend, TrainingKind } from '../compute/training-ops';

export type TrainerChoice = TrainingKind | 'auto';

/** The backends to learn on, in a worker. */
export function trainingLadder(): Ladder<TrainingBackend> {
  // `navigator.gpu` is missing in older browsers, whatever its type says.
  return new Ladder(trainingRungs({ gpu: navigator.gpu }));
}

/** Whether it is a real GPU, on which large batches of thoughts cost little. */
export function isFast({ kind, description }: Backend): boolean {
  return kind === 'webgpu' && !description.includes('(software)');
}
