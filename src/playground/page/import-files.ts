import { blobSource } from '../../checkpoint/byte-source';
import { MissingSettingsError } from '../../checkpoint/missing-settings';
import { openModelFiles, type OpenedModel } from '../../checkpoint/open-files';
import type { PlaygroundStore } from '../store/playground';
import { boardOfConfig } from '../worlds/board-of';
import { saveModel } from './kept';

/**
 * Opens a model from files that a person chose or dropped, and keeps it in this browser.
 * @returns the name it got
 * @throws an error with a sentence for the person: the fault of the files, or that nothing can be
 * kept
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
 * Keeps an opened model and activates it.
 * @param files its files
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
