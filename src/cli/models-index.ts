import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WEIGHTS_FILE } from '../checkpoint/model-folder';
import { suitsAnyLength, type HrmConfig } from '../hrm/config';
import { parameterCount } from '../hrm/parameters';
import { loadModel } from './load-model';

/** One shipped model, as `models/index.json` lists it. */
export interface ShippedModel {
  readonly folder: string;
  readonly world: string;
  /**
   * The part of the config that determines the board: the page lists a model before it has loaded its
   * config, which may name hundreds of tasks.
   */
  readonly board: Pick<HrmConfig, 'seq_len' | 'vocab_size' | 'puzzle'>;
  /** Whether it thinks about boards of other sizes, too. */
  readonly any_size: boolean;
  readonly parameters: number;
  /** Size and checksum of the weights. */
  readonly bytes: number;
  readonly sha256: string;
}

/** Other folders beside the models: the recipe, and the models for comparison. */
const OTHERS: ReadonlySet<string> = new Set(['training', 'rivals']);

/** Reads every model folder below `models`; each must load. */
export async function listModels(models: string): Promise<ShippedModel[]> {
  const entries = await readdir(models, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !OTHERS.has(entry.name));
  return Promise.all(
    folders.map(async ({ name: folder }) => {
      const { config } = await loadModel(join(models, folder));
      const weights = await readFile(join(models, folder, WEIGHTS_FILE));
      const { seq_len, vocab_size, puzzle } = config;
      return {
        folder,
        world: puzzle?.world ?? 'unknown',
        board: { seq_len, vocab_size, ...(puzzle && { puzzle: { ...puzzle, tasks: undefined } }) },
        any_size: suitsAnyLength(config),
        parameters: parameterCount(config),
        bytes: weights.length,
        sha256: createHash('sha256').update(weights).digest('hex'),
      };
    }),
  );
}

/** `npm run models:index`: writes the lists the page reads, of the models and of their rivals. */
export async function writeModelsIndex(models: string): Promise<void> {
  for (const folder of [models, join(models, 'rivals')]) {
    const list = await listModels(folder);
    await writeFile(join(folder, 'index.json'), JSON.stringify(list, null, 2) + '\n');
  }
}
