import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assembleModel,
  CONFIG_FILE,
  parseConfigText,
  WEIGHTS_FILE,
  type LoadedModel,
} from '../checkpoint/model-folder';
import { UsageError } from './usage-error';

/** @throws UsageError if a file is missing, and what the checkpoint reader says of a bad one. */
export async function loadModel(folder: string): Promise<LoadedModel> {
  const read = (file: string) =>
    readFile(join(folder, file)).catch((error: Error) => {
      throw new UsageError(`--model ${folder}: ${error.message}.`);
    });
  const config = parseConfigText((await read(CONFIG_FILE)).toString('utf8'));
  return assembleModel(config, new Uint8Array(await read(WEIGHTS_FILE)));
}
