import { join } from 'node:path';
import { CONFIG_FILE, serializeModel, WEIGHTS_FILE } from '../checkpoint/model-folder';
import type { HrmModel } from '../hrm/parameters';
import { writeAtomically } from './atomic-file';

/**
 * Writes `config.json` and `model.safetensors` into a folder, each completely or not at all.
 * @throws CheckpointError if a weight is missing, not finite or beyond F16, UsageError if the
 * folder
 *   cannot be written
 */
export async function writeModelFolder(
  folder: string,
  model: HrmModel,
  dtype: 'F32' | 'F16' = 'F32',
): Promise<void> {
  const { config, weights } = serializeModel(model, dtype);
  await writeAtomically(join(folder, CONFIG_FILE), (write) => write(config));
  await writeAtomically(join(folder, WEIGHTS_FILE), (write) => write(weights));
}
