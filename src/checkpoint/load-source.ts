import { onSide, parseConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import { downloadModel, type DownloadOptions } from './download';
import type { ModelSource } from './model-source';
import { openModelStore } from './model-store';

/**
 * Loads the model of a source of any kind. A model from the browser's storage or from memory counts
 * as cached.
 *
 * @throws CheckpointError, ConfigError or StorageUnavailableError, one sentence for the person in
 *   front of the page
 * @throws the signal's reason when it aborts
 */
export async function loadSource(
  source: ModelSource,
  options: DownloadOptions = {},
): Promise<LoadedSource> {
  const found = await loadWeights(source, options);
  const { cycles, side } = source;
  if (cycles === undefined && side === undefined) return found;
  const { config, weights } = found.model;
  const changed = parseConfig({ ...config, ...cycles });
  const model = { config: side === undefined ? changed : onSide(changed, side), weights };
  return { ...found, model };
}

interface LoadedSource {
  readonly model: HrmModel;
  readonly cached: boolean;
}

async function loadWeights(source: ModelSource, options: DownloadOptions): Promise<LoadedSource> {
  if ('memory' in source) {
    const { config, weights } = source.memory;
    return { model: { config, weights }, cached: true };
  }
  if ('saved' in source) {
    const store = await openModelStore();
    try {
      const model = await store.load(source.saved);
      options.signal?.throwIfAborted();
      return { model, cached: true };
    } finally {
      store.close();
    }
  }
  return await downloadModel(source, options);
}
