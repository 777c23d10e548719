import { openAsBlob } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blobSource } from '../checkpoint/byte-source';
import { parseConfigText, type LoadedModel } from '../checkpoint/model-folder';
import { openModelFiles } from '../checkpoint/open-files';
import { parseConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import { blankModel, type InitialOptions } from '../training/initial-weights';
import { geometryOfModel } from '../training/table-lesson';
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

/**
 * Opens the model of a folder, or makes a blank one of a config, whichever was given.
 * @throws UsageError if neither or both were, and as `loadModel`
 */
export async function modelOrBlank(
  { model, config }: { readonly model?: string; readonly config?: string },
  initial: Omit<InitialOptions, 'groups'>,
): Promise<HrmModel> {
  if ((model === undefined) === (config === undefined)) {
    throw new UsageError('Give one of --model and --config.');
  }
  if (model !== undefined) return loadModel(model);
  const text = await readFile(config!, 'utf8').catch((error: Error) => {
    throw new UsageError(`--config: ${error.message}.`);
  });
  const parsed = parseConfig(parseConfigText(text));
  const geometry = geometryOfModel(parsed);
  return blankModel(parsed, {
    ...initial,
    ...(geometry && { groups: (cell) => [...geometry.unitsOf[cell]!] }),
  });
}
