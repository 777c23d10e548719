import type { Backend, BackendKind } from '../compute/backend';
import { openBackend } from '../reasoning/backends';
import { UsageError } from './usage-error';

/** @throws UsageError saying why the backend cannot be had on this machine. */
export async function openNodeBackend(kind: BackendKind): Promise<Backend> {
  try {
    const { openNodeGpu } = await import('../compute/webgpu/node');
    return await openBackend(kind, { gpu: kind === 'webgpu' ? await openNodeGpu() : undefined });
  } catch (error) {
    throw new UsageError(`--backend ${kind}: ${(error as Error).message}`);
  }
}
