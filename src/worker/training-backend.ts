import { Ladder } from '../compute/ladder';
import { trainingRungs } from '../compute/rungs';
import type { TrainingBackend, TrainingKind } from '../compute/training-ops';

export type TrainerChoice = TrainingKind | 'auto';

/** The backends to learn on, in a worker. */
export function trainingLadder(): Ladder<TrainingBackend> {
  return new Ladder(trainingRungs({}));
}
