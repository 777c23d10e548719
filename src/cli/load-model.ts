import { openAsBlob } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blobSource } from '../checkpoint/byte-source';
import { MissingSettingsError } from '../checkpoint/missing-settings';
import { parseConfigText, type LoadedModel } from '../checkpoint/model-folder';
import { openModelFiles } from '../checkpoint/open-files';
import { parseConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import { blankModel, type InitialOptions } from '../training/initial-weights';
import { geometryOfModel } from '../training/table-lesson';
import { settingsOf, type ModelOptions } from './options';
import { UsageError } from './usage-error';

/**
 * Opens a model's folder, written by this project, by a publisher, or by the official code
 * (`all_config.yaml` beside `checkpoint` or `step_N`).
 * @param set settings that the config lacks, as in `--set`
 * @throws UsageError if a file is missing, and the checkpoint reader's error for a bad file
 */
export async function loadModel(folder: string, set?: readonly string[]): Promise<LoadedModel> {
  const settings = settingsOf(set);
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
    return (await openModelFiles(files, { settings })).model;
  } catch (error) {
    if (error instanceof MissingSettingsError) {
      const usual = error.questions.map(({ key, proposals }) => `${key}=${proposals[0] ?? 1}`);
      const others = error.questions.map(
        ({ key, about, proposals }) =>
          `${key}: ${about}${proposals.length > 1 ? `; else ${proposals.slice(1).join(', ')}` : ''}`,
      );
      throw new UsageError(
        `--model ${folder}: ${error.message} Give it with --set ${usual.join(' ')} (${others.join('. ')}).`,
      );
    }
    throw new UsageError(`--model ${folder}: ${(error as Error).message.replace(/\.$/, '')}.`);
  }
}

/**
 * Opens the model of a folder, or makes a blank one from a config.
 * @throws UsageError if neither or both are given, and as in `loadModel`
 */
export async function modelOrBlank(
  { model, config, set }: Partial<ModelOptions> & { readonly config?: string },
  initial: Omit<InitialOptions, 'groups'>,
): Promise<HrmModel> {
  if ((model === undefined) === (config === undefined)) {
    throw new UsageError('Give one of --model and --config.');
  }
  if (model !== undefined) return loadModel(model, set);
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
