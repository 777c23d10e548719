import type { Backend, BackendKind } from '../compute/backend';
import { openBackend } from '../compute/rungs';
import { TRAINING_KINDS, trains, type TrainingBackend } from '../compute/training-ops';
import { UsageError } from './usage-error';

/** @throws UsageError saying why the backend cannot be used on this machine. */
export async function openNodeBackend(
  kind: BackendKind,
  options: { readonly measuring?: boolean } = {},
): Promise<Backend> {
  try {
    const { openNodeGpu } = await import('../compute/webgpu/node');
    const gpu = kind === 'webgpu' ? await openNodeGpu() : undefined;
    return await openBackend(kind, { gpu, ...options });
  } catch (error) {
    throw new UsageError(`--backend ${kind}: ${(error as Error).message}`);
  }
}

/** @throws UsageError unless it names a backend that trains; says why it cannot be used. */
export async function openTrainingBackend(text: string): Promise<TrainingBackend> {
  const kind = TRAINING_KINDS.find((known) => known === text);
  if (kind === undefined) {
    throw new UsageError(`--backend must be ${TRAINING_KINDS.join(', ')} to train, not ${text}.`);
  }
  const backend = await openNodeBackend(kind);
  if (!trains(backend)) throw new UsageError(`--backend ${text} does not train.`);
  return backend;
}
