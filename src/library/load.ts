import { blobSource, bytesSource } from '../checkpoint/byte-source';
import { fetchFile } from '../checkpoint/fetch-file';
import type { Settings } from '../checkpoint/missing-settings';
import { assembleModel, CONFIG_FILE, WEIGHTS_FILE } from '../checkpoint/model-folder';
import { openModelFiles, type ModelFile } from '../checkpoint/open-files';
import { parseConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import { blankModel } from '../training/initial-weights';
import { geometryOfModel } from '../training/table-lesson';
import type { ModelAddress } from './protocol';

/** @throws CheckpointError or ConfigError, one sentence */
export async function loadAddress(
  from: ModelAddress,
  onProgress: (loaded: number, total: number) => void,
  settings: Settings = {},
): Promise<HrmModel> {
  if ('files' in from) {
    const files = from.files.map(({ name, blob }) => ({ name, source: blobSource(blob) }));
    return (await openModelFiles(files, { onProgress, settings })).model;
  }
  if ('folder' in from) return fromFolder(from.folder, onProgress, settings);
  if (from.weights !== null) return assembleModel(from.config, from.weights);
  const config = parseConfig(from.config);
  const geometry = geometryOfModel(config);
  return blankModel(config, {
    seed: 0,
    qContinue: false,
    ...(geometry && { groups: (cell) => [...geometry.unitsOf[cell]!] }),
  });
}

async function fromFolder(
  folder: string,
  onProgress: (loaded: number, total: number) => void,
  settings: Settings,
): Promise<HrmModel> {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  if (base.startsWith('file:'))
    return (await openModelFiles(await localFiles(base), { settings })).model;
  const [config, weights] = await Promise.all([
    fetchFile(`${base}${CONFIG_FILE}`, { what: 'The config of the model' }),
    fetchFile(`${base}${WEIGHTS_FILE}`, { what: 'The weights of the model', onProgress }),
  ]);
  const files = [
    { name: CONFIG_FILE, source: bytesSource(config) },
    { name: WEIGHTS_FILE, source: bytesSource(weights) },
  ];
  return (await openModelFiles(files, { settings })).model;
}

/** All files of a folder on this machine, read in parts; Node only. */
async function localFiles(base: string): Promise<ModelFile[]> {
  const [{ openAsBlob }, { readdir }, { fileURLToPath }] = await Promise.all([
    import('node:fs'),
    import('node:fs/promises'),
    import('node:url'),
  ]);
  const folder = fileURLToPath(base);
  const entries = await readdir(folder, { withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ name }) => ({
        name,
        source: blobSource(await openAsBlob(`${folder}/${name}`)),
      })),
  );
}
