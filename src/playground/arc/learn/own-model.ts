import { blobSource } from '../../../checkpoint/byte-source';
import { CheckpointError } from '../../../checkpoint/error';
import { openModelFiles } from '../../../checkpoint/open-files';
import type { ArcState } from '../store/state';

/**
 * Opens a model from files a person chose or dropped: weights and their config. It stays in memory.
 * @throws CheckpointError or ConfigError, one sentence for the person
 */
export async function openOwnModel(files: readonly File[], state: ArcState): Promise<void> {
  const { model, name } = await openModelFiles(
    files.map((file) => ({ name: file.name, source: blobSource(file) })),
  );
  const { config, weights } = model;
  const world = config.puzzle?.world;
  if (world !== 'arc') {
    throw new CheckpointError(`${name} is a model for ${world ?? 'no world'}, not for ARC.`);
  }
  state.openModel({ name, memory: { config, weights, version: crypto.randomUUID() } });
}
