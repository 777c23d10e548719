import { openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { blobSource } from '../checkpoint/byte-source';
import type { LoadedModel } from '../checkpoint/model-folder';
import { openModelFiles } from '../checkpoint/open-files';
import { UsageError } from './usage-error';

/**
 * Opens a model's folder: one that this project or a publisher wrote, or the official code
 * (`all_config.yaml` beside `checkpoint` or `step_N`).
 * @throws UsageError if a file is missing, and what the checkpoint reader says of a bad one
 */
export async function loadModel(folder: string): Promise<LoadedModel> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async ({ name }) => ({
          name,
          source: blobSource(await openAsBlob(join(folder, name))),
        })),
    );
    return (await openModelFiles(files)).model;
  } catch (error) {
    throw new UsageError(`--model ${folder}: ${(error as Error).message.replace(/\.$/, '')}.`);
  }
}
