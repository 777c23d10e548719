import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WEIGHTS_FILE } from '../checkpoint/model-folder';
import { parameterCount } from '../hrm/parameters';
import { loadModel } from './load-model';

/** One shipped model, as `models/index.json` lists it. */
export interface ShippedModel {
  readonly folder: string;
  readonly world: string;
  readonly parameters: number;
  /** Size and checksum of the weights. */
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads every model folder below `models`; each must load. */
export async function listModels(models: string): Promise<ShippedModel[]> {
  const entries = await readdir(models, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== 'training');
  return Promise.all(
    folders.map(async ({ name: folder }) => {
      const { config } = await loadModel(join(models, folder));
      const weights = await readFile(join(models, folder, WEIGHTS_FILE));
      return {
        folder,
        world: config.puzzle?.world ?? 'unknown',
        parameters: parameterCount(config),
        bytes: weights.length,
        sha256: createHash('sha256').update(weights).digest('hex'),
      };
    }),
  );
}

/** `npm run models:index`: writes the list the page reads. */
export async function writeModelsIndex(models: string): Promise<void> {
  const list = await listModels(models);
  await writeFile(join(models, 'index.json'), JSON.stringify(list, null, 2) + '\n');
}
