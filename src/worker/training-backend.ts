import { trains, type TrainingBackend } from '../compute/training-ops';
import { chooseBackend } from '../reasoning/backends';
import type { BackendReport } from './protocol';

export type TrainerChoice = 'webgpu' | 'cpu' | 'auto';

export interface OpenedTrainer {
  readonly backend: TrainingBackend;
  readonly report: BackendReport;
  /** Whether it is a real GPU, on which large batches of thoughts cost little. */
  readonly fast: boolean;
}

/**
 * A backend to train on, in a worker.
 * @throws Error when none opens, with every reason
 */
export async function openTrainer(wanted: TrainerChoice): Promise<OpenedTrainer> {
  // `navigator.gpu` is missing in older browsers, whatever its type says.
  const gpu = navigator.gpu as GPU | undefined;
  const { backend, reason, available } = await chooseBackend(wanted, { gpu }, ['webgpu', 'cpu']);
  if (!trains(backend)) throw new Error(`${backend.description} cannot train.`);
  const { kind, description } = backend;
  const fast = kind === 'webgpu' && !description.includes('(software)');
  return { backend, report: { kind, description, reason, available }, fast };
}
