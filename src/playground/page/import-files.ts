import { blobSource } from '../../checkpoint/byte-source';
import { MissingSettingsError } from '../../checkpoint/missing-settings';
import { openModelFiles, type OpenedModel } from '../../checkpoint/open-files';
import type { PlaygroundStore } from '../store/playground';
import { boardOfConfig } from '../worlds/board-of';
import { saveModel } from './kept';

/**
 * Takes a model from files a person chose or dropped, keeps it in this browser and puts it to work.
 * @returns the name it got
 * @throws an error with a sentence for the person: what is wrong with the files, or that nothing can
 *   be kept
 */
export async function importFiles(store: PlaygroundStore, files: readonly File[]): Promise<string> {
  const sources = files.map((file) => ({ name: file.name, source: blobSource(file) }));
  const opened = await openModelFiles(sources).catch(async (error: unknown) => {
    if (!(error instanceof MissingSettingsError)) throw error;
    const settings = await store.getState().askForSettings(error.file, error.questions);
    if (settings === null) throw error;
    return openModelFiles(sources, { settings });
  });
  return keepModel(
    store,
    opened,
    files.map((file) => file.name),
  );
}

/**
 * Keeps a model that was opened and puts it to work.
 * @param files what it came from
 * @returns the name it got
 */
export async function keepModel(
  store: PlaygroundStore,
  { model, name, dtype }: OpenedModel,
  files: readonly string[],
): Promise<string> {
  // Refuses what the page has no board for.
  boardOfConfig(store.getState().tabs, model.config);
  const note = { origin: 'import' as const, files: [...files] };
  const saved = await saveModel(store, { name, model, note, dtype });
  store.getState().chooseModel(saved.id);
  return name;
}
